import type { DetailType, TenantState } from '@tenantry/contracts/events.ts'
import type { OutboxEntry } from '@tenantry/toolkit/outbox.ts'
import type { System } from '@tenantry/toolkit/system.ts'
import { auditChange, BY_LIFECYCLE } from '../tenants/audit.ts'
import { eventEntry, type SendNow } from '../tenants/outbox-entries.ts'
import { applyChange, type Change, stateOf, type Tenant } from '../tenants/tenant.ts'
import type { TenantStore } from '../tenants/tenant-store.ts'
import type { Workflow } from '../workflows/workflow.ts'
import type { WorkflowStore } from '../workflows/workflow-store.ts'
import type { StepInput } from './step.ts'

export interface WorkServices {
  tenants: Pick<TenantStore, 'tenant' | 'commit'>
  workflows: Pick<WorkflowStore, 'get' | 'save'>
  publish: SendNow
  system: Pick<System, 'now' | 'uuid'>
}

/** A workflow and its tenant, as they were read together and are changed together. */
export interface Work {
  tenant: Tenant
  workflow: Workflow
}

/** Carries out a step of a workflow. Every step may run again. */
export type RunStep<Services> = (services: Services, work: Work, input: StepInput) => Promise<void>

/** What a change of the tenant brings with it. */
export interface Consequences {
  workflow(tenant: Tenant, at: string): Workflow
  /** Null where the application plane need not hear of it yet; `announced` is the state that is to be. */
  event: { type: DetailType; announced?: TenantState['status'] } | null
}

export async function readWork(
  { tenants, workflows }: Pick<WorkServices, 'tenants' | 'workflows'>,
  { tenantId, workflowId }: Pick<StepInput, 'tenantId' | 'workflowId'>,
): Promise<Work> {
  const [tenant, workflow] = await Promise.all([tenants.tenant(tenantId), workflows.get(tenantId, workflowId)])
  if (!tenant || !workflow) throw new Error(`Tenant ${tenantId} has no workflow ${workflowId}`)
  return { tenant, workflow }
}

/** Changes a tenant, with its audit record, its workflow's progress and its event in one transaction; then the event leaves. */
export async function advance(
  { tenants, workflows, publish, system }: WorkServices,
  { tenant: before, workflow }: Work,
  change: Change,
  consequences: Consequences,
): Promise<void> {
  const at = now(system)
  const after = applyChange(before, change, at)
  const progress = { before: workflow, after: consequences.workflow(after ?? before, at) }
  if (!after) {
    await workflows.save(progress)
    return
  }
  const outbox = eventOf(after, workflow, consequences.event, at)
  await tenants.commit({
    before,
    after,
    workflow: progress,
    audit: auditChange(before, after, change, { writer: 'lifecycle', by: BY_LIFECYCLE, system }),
    outbox,
    operatorId: null,
  })
  if (outbox) await publish(outbox)
}

function eventOf(
  tenant: Tenant,
  { workflowId }: Workflow,
  event: Consequences['event'],
  at: string,
): OutboxEntry | null {
  if (!event) return null
  return eventEntry(event.type, stateOf(tenant, { workflowId, announced: event.announced }), at)
}

/** The moment as records keep it. */
export const now = (system: Pick<System, 'now'>): string => new Date(system.now()).toISOString()
