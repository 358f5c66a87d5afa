import { keyOf } from '../../tenants/tenant.ts'
import { finishStep } from '../../workflows/workflow.ts'
import { advance, type RunStep } from '../work.ts'
import { leaveOtherPlans } from './leave-other-plans.ts'
import type { ChangeTierServices } from './services.ts'

/** Deletes the first key: from here on there is no way back but another change. */
export const deleteOldKey: RunStep<ChangeTierServices> = async (services, { tenant, workflow }) => {
  const { tenantId, workflowId } = workflow
  const keyId = keyOf(tenant)
  if (keyId === null) throw new Error(`Tenant ${tenantId} is ${tenant.status} and has no API key`)
  await services.keys.keepOnly(tenantId, keyId)
  await leaveOtherPlans(services, tenant, keyId)
  return advance(
    services,
    { tenant, workflow },
    { type: 'change-tier-done', workflowId },
    { workflow: (_tenant, at) => finishStep(workflow, 'old-key', at), event: null },
  )
}
