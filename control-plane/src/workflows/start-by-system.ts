import type { TenantWriter } from '@tenantry/contracts/audit.ts'
import { type MachineKind, workflowId } from '@tenantry/contracts/workflows.ts'
import { bySystem } from '@tenantry/toolkit/audit.ts'
import type { System } from '@tenantry/toolkit/system.ts'
import { auditChange } from '../tenants/audit.ts'
import { type SendNow, startEntry } from '../tenants/outbox-entries.ts'
import { Stale } from '../tenants/stale.ts'
import { applyChange, type Tenant, type WorkChange } from '../tenants/tenant.ts'
import type { TenantStore } from '../tenants/tenant-store.ts'
import { newWorkflow } from './new-workflow.ts'
import { queueWorkflow, type Workflow } from './workflow.ts'

export interface StartServices {
  tenants: Pick<TenantStore, 'commit'>
  start: SendNow
  system: Pick<System, 'now' | 'random' | 'uuid'>
}

interface Start {
  kind: MachineKind
  input: Workflow['input']
  writer: TenantWriter
  /** What becomes of the tenant by it, at this time. */
  changeOf(workflowId: string, at: string): WorkChange
}

/** Starts work on a tenant that no person asked for; false where somebody else has changed the tenant meanwhile. */
export async function startBySystem(
  { tenants, start, system }: StartServices,
  tenant: Tenant,
  { kind, input, writer, changeOf }: Start,
): Promise<boolean> {
  const { tenantId, deployment } = tenant
  const at = new Date(system.now()).toISOString()
  const id = workflowId(system.now(), system.random)
  const workflow = queueWorkflow(newWorkflow({ tenantId, workflowId: id }, kind, at, { input, where: deployment.kind }))
  const change = changeOf(id, at)
  const after = applyChange(tenant, change, at)
  if (!after) return false
  const outbox = startEntry(after, workflow, at)
  try {
    await tenants.commit({
      before: tenant,
      after,
      workflow: { before: null, after: workflow },
      audit: auditChange(tenant, after, change, { writer, by: bySystem(writer), system }),
      outbox,
      operatorId: null,
    })
  } catch (error) {
    if (!(error instanceof Stale)) throw error
    return false
  }
  await start(outbox)
  return true
}
