import type { TenantRequest } from '@tenantry/contracts/tenant-request.ts'
import { requestedBy } from '@tenantry/toolkit/audit.ts'
import type { Logger } from '@tenantry/toolkit/logger.ts'
import type { System } from '@tenantry/toolkit/system.ts'
import { auditChange } from '../tenants/audit.ts'
import { type SendNow, startEntry } from '../tenants/outbox-entries.ts'
import { applyChange, type Change, isServed, type Tenant } from '../tenants/tenant.ts'
import type { TenantStore } from '../tenants/tenant-store.ts'
import { newWorkflow } from '../workflows/new-workflow.ts'
import { queueWorkflow } from '../workflows/workflow.ts'
import type { WorkflowStore } from '../workflows/workflow-store.ts'

interface Services {
  tenants: Pick<TenantStore, 'tenant' | 'commit'>
  workflows: Pick<WorkflowStore, 'get'>
  send: SendNow
  system: Pick<System, 'now' | 'uuid'>
  logger: Pick<Logger, 'info'>
}

/** Another workflow is at work: the request is tried again, and ends among the failed messages, where operators see it. */
export class TenantBusy extends Error {
  override name = 'TenantBusy'
}

/** Begins the export that the app plane asks for in the name of a tenant's admin. A request that comes twice is done once. */
export const takeRequest =
  (services: Services) =>
  async (request: TenantRequest): Promise<void> => {
    const { tenantId, workflowId, kind } = request
    const tenant = await services.tenants.tenant(tenantId)
    if (!tenant || !isServed(tenant)) {
      services.logger.info('the tenant is not served', { tenantId, kind })
      return
    }
    if (await services.workflows.get(tenantId, workflowId)) return
    if (tenant.workflowId !== null) throw new TenantBusy(`Workflow ${tenant.workflowId} holds tenant ${tenantId}`)
    const at = new Date(services.system.now()).toISOString()
    const workflow = queueWorkflow(newWorkflow({ tenantId, workflowId }, kind, at, { where: tenant.deployment.kind }))
    const change: Change = { type: `${kind}-started`, workflowId }
    const after = changed(tenant, change, at)
    const outbox = startEntry(after, workflow, at)
    await services.tenants.commit({
      before: tenant,
      after,
      workflow: { before: null, after: workflow },
      audit: auditChange(tenant, after, change, recording(services, request)),
      outbox,
      operatorId: null,
    })
    await services.send(outbox)
  }

function changed(tenant: Tenant, change: Change, at: string): Tenant {
  const after = applyChange(tenant, change, at)
  if (!after) throw new Error(`Tenant ${tenant.tenantId} is so already: ${change.type}`)
  return after
}

const recording = ({ system }: Services, { userId }: TenantRequest) => ({
  writer: 'tenant-requests' as const,
  by: requestedBy(null, { kind: 'person', id: userId, email: null, role: 'TenantAdmin' }),
  system,
})
