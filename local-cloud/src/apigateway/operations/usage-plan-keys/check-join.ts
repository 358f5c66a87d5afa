import { conflict, limitExceeded } from '../../errors.ts'
import type { Gateway } from '../../gateway.ts'
import { MAX_PLANS_PER_KEY } from '../../limits.ts'
import type { UsagePlan } from '../../stores/usage-plan.ts'
import { findApiKey } from '../api-keys/describe-api-key.ts'
import { findUsagePlan } from '../usage-plans/describe-usage-plan.ts'

type Stores = Pick<Gateway, 'keys' | 'plans'>

/** A key joins a plan once, and at most one plan of each stage and ten in all. */
export function checkJoin(stores: Stores, planId: string, keyId: string): void {
  const plan = findUsagePlan(stores, planId)
  findApiKey(stores, keyId)
  const plans = stores.keys.plansOf(keyId)
  if (plans.includes(planId)) throw conflict(`API Key ${keyId} is already associated with Usage Plan ${planId}`)
  if (plans.length >= MAX_PLANS_PER_KEY) {
    throw limitExceeded(`Maximum number of usage plans of API Key ${keyId} has been reached`)
  }
  checkKey(stores, plan, keyId, plans)
}

/** The same for a plan that gains a stage. */
export function checkOnePlanPerStage(stores: Stores, plan: UsagePlan): void {
  const gained = stagesGained(stores, plan)
  if (gained.length === 0 || !stores.plans.get(plan.id)) return
  let after = 0
  for (;;) {
    const page = stores.keys.list({ planId: plan.id, after, limit: 500 })
    for (const { key, sequence } of page) {
      checkKey(stores, { ...plan, apiStages: gained }, key.id, stores.keys.plansOf(key.id))
      after = sequence
    }
    if (page.length < 500) return
  }
}

const nameOf = ({ apiId, stage }: UsagePlan['apiStages'][number]) => `${apiId}:${stage}`

function stagesGained({ plans }: Stores, plan: UsagePlan): UsagePlan['apiStages'] {
  const before = new Set(plans.get(plan.id)?.apiStages.map(nameOf))
  return plan.apiStages.filter((stage) => !before.has(nameOf(stage)))
}

function checkKey({ plans }: Stores, plan: UsagePlan, keyId: string, plansOfKey: string[]): void {
  const wanted = new Set(plan.apiStages.map(nameOf))
  for (const otherId of plansOfKey) {
    if (otherId === plan.id) continue
    const stage = plans.get(otherId)?.apiStages.find((one) => wanted.has(nameOf(one)))
    if (!stage) continue
    throw conflict(
      `Usage Plan ${plan.id} cannot be added because API Key ${keyId} cannot reference multiple Usage Plans with the same API stage: ${nameOf(stage)}`,
    )
  }
}
