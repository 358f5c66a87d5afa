import type { DetailType, TenantState } from '@tenantry/contracts/events.ts'
import type { OutboxEntry } from '@tenantry/toolkit/outbox.ts'
import type { System } from '@tenantry/toolkit/system.ts'
import { continueFrom, workFor } from '@tenantry/toolkit/work.ts'
import { auditChange, BY_LIFECYCLE } from '../tenants/audit.ts'
import { eventEntry, type SendNow } from '../tenants/outbox-entries.ts'
import { Stale } from '../tenants/stale.ts'
import { applyChange, type Change, type Tenant } from '../tenants/tenant.ts'
import { stateOf } from '../tenants/tenant-state.ts'
import type { TenantStore } from '../tenants/tenant-store.ts'
import { keepGoing, type Workflow } from '../workflows/workflow.ts'
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

/** How far a step is, for the record; what is left out stays as it was. */
interface Progress {
  progress?: Workflow['progress']
}

/**
 * How a step went: nothing where it has recorded its end itself, with a change of the tenant (see `advance`). What a step answers is recorded by `runStep`.
 * `again` calls a step that works in pages again at once, `wait` after so many seconds. `pause` ends the run: the workflow goes on, or is undone, when a
 * person has decided.
 */
export type Outcome =
  | undefined
  | (Progress & { next: 'done'; result?: NonNullable<Workflow['result']> })
  | (Progress & { next: 'again' })
  | (Progress & { next: 'wait'; seconds: number })
  | (Progress & { next: 'pause' })

/** Carries out a step of a workflow. Every step may run again. */
export type RunStep<Services> = (services: Services, work: Work, input: StepInput) => Promise<Outcome>

/** An operator wants the workflow undone: the step stops, and what was done is compensated. */
export class UndoRequested extends Error {
  override name = 'UndoRequested'
}

/** Records how far a step is, so that it goes on from there whatever happens; throws UndoRequested where it is to stop. */
export async function checkpoint(
  { workflows, system }: Pick<WorkServices, 'workflows' | 'system'>,
  { tenant, workflow }: Work,
  progress: Workflow['progress'],
): Promise<Work> {
  const keep = (before: Workflow) => workflows.save({ before, after: keepGoing(before, { progress, at: now(system) }) })
  try {
    return { tenant, workflow: await keep(workflow) }
  } catch (error) {
    if (!(error instanceof Stale)) throw error
    const present = await workflows.get(workflow.tenantId, workflow.workflowId)
    if (present?.undoRequested && present.attempt === workflow.attempt) throw new UndoRequested()
    throw error
  }
}

/** What a change of the tenant brings with it. */
export interface Consequences {
  workflow(tenant: Tenant, at: string): Workflow
  /** Null where the application plane need not hear of it yet; `announced` is the state that is to be. */
  event: { type: DetailType; announced?: TenantState['status'] } | null
  /** Whether the tenant gives up its names. */
  releasesName?: boolean
}

export async function readWork(
  { tenants, workflows }: Pick<WorkServices, 'tenants' | 'workflows'>,
  { tenantId, workflowId }: Pick<StepInput, 'tenantId' | 'workflowId'>,
): Promise<Work> {
  const [tenant, workflow] = await Promise.all([tenants.tenant(tenantId), workflows.get(tenantId, workflowId)])
  if (!tenant || !workflow) throw new Error(`Tenant ${tenantId} has no workflow ${workflowId}`)
  workFor(tenant)
  continueFrom(workflow.correlationId)
  return { tenant, workflow }
}

/** Changes a tenant, with its audit record, its workflow's progress and its event in one transaction; then the event leaves. */
export async function advance(
  { tenants, workflows, publish, system }: WorkServices,
  { tenant: before, workflow }: Work,
  change: Change,
  consequences: Consequences,
): Promise<undefined> {
  const at = now(system)
  const after = applyChange(before, change, at)
  const progress = { before: workflow, after: consequences.workflow(after ?? before, at) }
  if (!after) {
    await workflows.save(progress)
    return undefined
  }
  const outbox = eventOf(after, workflow, consequences.event, at)
  await tenants.commit({
    before,
    after,
    workflow: progress,
    audit: auditChange(before, after, change, { writer: 'lifecycle', by: BY_LIFECYCLE, system }),
    outbox,
    operatorId: null,
    releasesName: consequences.releasesName ?? false,
  })
  if (outbox) await publish(outbox)
  return undefined
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
