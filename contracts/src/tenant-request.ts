import * as z from 'zod/mini'
import { TenantId } from './ids.ts'
import { WorkflowId } from './workflows.ts'

/** By this event the app plane asks for what only the control plane does. */
export const TENANT_REQUEST = 'tenantRequested'

/**
 * An export of a tenant's data, which an admin of it asks for. The id is that of the workflow which the request becomes, so a request that comes twice is
 * done once. Nothing that takes anything from a tenant is asked for in this way: whoever may publish the event could ask for every tenant.
 */
export const TenantRequest = z.object({
  tenantId: TenantId,
  workflowId: WorkflowId,
  kind: z.literal('export'),
  /** The admin who asks. */
  userId: z.string(),
  at: z.iso.datetime(),
})
export type TenantRequest = z.infer<typeof TenantRequest>
