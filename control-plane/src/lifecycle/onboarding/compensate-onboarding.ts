import { finishCompensation, startCompensation } from '../../workflows/workflow.ts'
import type { ApiKeys } from '../api-keys.ts'
import { errorOf } from '../error-of.ts'
import { advance, now, type RunStep, type WorkServices } from '../work.ts'

export interface CompensationServices extends WorkServices {
  keys: Pick<ApiKeys, 'remove'>
}

/**
 * Undoes an onboarding that failed and keeps the reason; the app plane undoes its part when it hears of it. The name stays claimed, so
 * that the onboarding can be tried again.
 */
export const compensateOnboarding: RunStep<CompensationServices> = async (services, { tenant, workflow }, input) => {
  const { workflows, keys, system } = services
  const reason = errorOf(input)
  const started = await workflows.save({ before: workflow, after: startCompensation(workflow, reason, now(system)) })
  await keys.remove(tenant.tenantId)
  await advance(
    services,
    { tenant, workflow: started },
    { type: 'onboarding-failed', reason },
    {
      workflow: (_tenant, at) => finishCompensation(started, at),
      event: { type: 'sbt_aws_onboardingFailure' },
    },
  )
}
