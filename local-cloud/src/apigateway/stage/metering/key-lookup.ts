import type { Stores } from '../../stores/stores.ts'
import type { ApiStage, UsagePlan } from '../../stores/usage-plan.ts'

/** A key that may call a stage, and the plan that lets it. */
export interface Subscription {
  keyId: string
  plan: UsagePlan
  /** The plan's entry for this stage, with its throttles by method. */
  apiStage: ApiStage
}

/** Finds what a key's value gives at a stage; null for unknown and disabled keys and those without a plan there. */
export type KeyLookup = (apiId: string, stageName: string, value: string) => Subscription | null

/** Remembers what it found until a key or a plan changes; values that lead nowhere are not remembered, so they fill no memory. */
export function keyLookup({ keys, plans }: Pick<Stores, 'keys' | 'plans'>): KeyLookup {
  let found = new Map<string, Subscription>()
  let revision = ''
  return (apiId, stageName, value) => {
    const current = `${keys.revision()}/${plans.revision()}`
    if (revision !== current) {
      revision = current
      found = new Map()
    }
    const name = `${apiId}/${stageName}/${value}`
    const known = found.get(name)
    if (known) return known
    const key = keys.byValue(value)
    if (!key?.enabled) return null
    for (const planId of keys.plansOf(key.id)) {
      const plan = plans.get(planId)
      const apiStage = plan?.apiStages.find((one) => one.apiId === apiId && one.stage === stageName)
      if (!plan || !apiStage) continue
      const subscription = { keyId: key.id, plan, apiStage }
      found.set(name, subscription)
      return subscription
    }
    return null
  }
}
