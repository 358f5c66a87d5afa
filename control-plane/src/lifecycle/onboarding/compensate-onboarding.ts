import * as z from 'zod/mini'
import { SiloProgress, type SiloServices } from '../../silos/make-silo.ts'
import { removeSilo } from '../../silos/remove-silo.ts'
import { leavePlans } from '../../usage-plans/leave-plans.ts'
import type { PlanGateway } from '../../usage-plans/plan-gateway.ts'
import { finishCompensation, startCompensation } from '../../workflows/workflow.ts'
import type { ApiKeys } from '../api-keys.ts'
import { errorOf } from '../error-of.ts'
import type { DataServices } from '../export/export-data.ts'
import { removeImported } from '../import/remove-imported.ts'
import { advance, now, type Outcome, type RunStep, type Work } from '../work.ts'

export interface CompensationServices extends DataServices, SiloServices {
  keys: Pick<ApiKeys, 'keepOnly'>
  plans: Pick<PlanGateway, 'list' | 'removeStages'>
}

/**
 * Undoes an onboarding, or an import, that failed and keeps the reason; the app plane undoes its part when it hears of it. The name stays claimed, so
 * that the onboarding can be tried again.
 */
export const compensateOnboarding: RunStep<CompensationServices> = async (services, { tenant, workflow }, input) => {
  const { workflows, keys, system } = services
  const reason = errorOf(input)
  const isFirst = workflow.steps.every(({ name }) => name !== 'compensate')
  const started = await workflows.save({ before: workflow, after: startCompensation(workflow, reason, now(system)) })
  await keys.keepOnly(tenant.tenantId, null)
  const undoing = { tenant, workflow: started }
  const going = (await removeImported(services, undoing)) ?? (await undoSilo(services, undoing, isFirst))
  if (going) return going
  return advance(
    services,
    undoing,
    { type: 'onboarding-failed', reason },
    {
      workflow: (_tenant, at) => finishCompensation(started, at),
      event: { type: 'sbt_aws_onboardingFailure' },
    },
  )
}

/** Undefined once the tenant's silo is gone, or where it never had one. */
async function undoSilo(
  services: CompensationServices,
  { tenant, workflow }: Work,
  isFirst: boolean,
): Promise<Outcome> {
  if (!workflow.steps.some(({ name }) => name === 'stack')) return undefined
  const { apiStage } = z.parse(SiloProgress, workflow.progress)
  if (apiStage !== undefined) await leavePlans(services.plans, apiStage)
  return removeSilo(services, { tenantId: tenant.tenantId, asked: !isFirst })
}
