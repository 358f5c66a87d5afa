import { siloApiStage } from '@tenantry/contracts/deployment.ts'
import type { Tenant } from '../../tenants/tenant.ts'
import { leavePlans } from '../../usage-plans/leave-plans.ts'
import type { ChangeTierServices } from './services.ts'

/** Takes the stage of a tenant's silo off all plans but that of the key which serves. The pool's stage stays on every plan. */
export async function leaveOtherPlans(
  { plans }: Pick<ChangeTierServices, 'plans'>,
  { deployment }: Pick<Tenant, 'deployment'>,
  keyId: string,
): Promise<void> {
  const stage = siloApiStage(deployment)
  if (stage === null) return
  const but = await plans.planOf(keyId)
  // Off all plans, nobody would be served.
  if (but !== null) await leavePlans(plans, stage, { but })
}
