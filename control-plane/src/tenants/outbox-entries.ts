import { DETAIL_TYPES, type DetailType, TenantState } from '@tenantry/contracts/events.ts'
import { TenantId } from '@tenantry/contracts/ids.ts'
import { TIER_EVENT, TierState, tierKey } from '@tenantry/contracts/plan.ts'
import { MACHINE_KINDS, STEP_NAMES } from '@tenantry/contracts/workflows.ts'
import type { Entry } from '@tenantry/toolkit/events.ts'
import type { Logger } from '@tenantry/toolkit/logger.ts'
import { type OutboxEntry, type OutboxKey, relay, type Send } from '@tenantry/toolkit/outbox.ts'
import type { Table } from '@tenantry/toolkit/table.ts'
import * as z from 'zod/mini'
import { firstStepOf, type Workflow } from '../workflows/workflow.ts'
import type { Tenant } from './tenant.ts'
import { sortable } from './tenant-items.ts'
import type { UndatedState } from './tenant-state.ts'

// What leaves the control plane because of a change of a tenant or a tier, stored in the transaction of the change.

/** The type of an entry that starts a run of a workflow; every other entry is an event. */
export const START_WORKFLOW = 'start-workflow'

export const WorkflowStart = z.object({
  tenantId: TenantId,
  kind: z.enum(MACHINE_KINDS),
  workflowId: z.string(),
  attempt: z.int(),
  /** The first step of the run; `compensate` undoes what the runs before have done. */
  from: z.enum(STEP_NAMES),
})
export type WorkflowStart = z.infer<typeof WorkflowStart>

/** What this plane publishes of itself. */
export const PlaneEvent = z.discriminatedUnion('type', [
  z.object({ type: z.enum(DETAIL_TYPES), detail: TenantState }),
  z.object({ type: z.literal(TIER_EVENT), detail: TierState }),
])

/** One change of a tenant has at most one entry, which its sequence names. */
type Changed = Pick<Tenant, 'tenantId' | 'sequence'>
export const entryKey = ({ tenantId, sequence }: Changed): OutboxKey => ({
  partition: tenantId,
  id: sortable(sequence),
})

/** An event that tells of a tenant's change. */
export const eventEntry = (type: DetailType, state: UndatedState, at: string): OutboxEntry => ({
  key: entryKey(state),
  type,
  detail: { ...state, changedAt: Date.parse(at) } satisfies TenantState,
  at,
})

/** A tier as it is stored, or one that is gone, after a change of it. */
interface ChangedTier {
  name: string
  after: Pick<TierState, 'entitlements' | 'allowances'> | null
  /** Of what was stored before the change. */
  version: number
}

/** An event that tells of a tier's change. */
export function tierEntry({ name, after, version }: ChangedTier, now: number): OutboxEntry {
  const { entitlements, allowances } = after ?? { entitlements: [], allowances: {} }
  const sequence = version + 1
  return {
    key: { partition: tierKey(name), id: sortable(sequence) },
    type: TIER_EVENT,
    detail: { name, entitlements: [...entitlements], allowances, sequence, changedAt: now } satisfies TierState,
    at: new Date(now).toISOString(),
  }
}

/** What makes a workflow's state machine run, because of a tenant's change. */
export const startEntry = (changed: Changed, workflow: Workflow, at: string): OutboxEntry => ({
  key: entryKey(changed),
  type: START_WORKFLOW,
  detail: runOf(workflow),
  at,
})

/** The run that a workflow's record says is to start. */
export function runOf(workflow: Workflow): WorkflowStart {
  const { kind, tenantId, workflowId, attempt } = workflow
  return { kind, tenantId, workflowId, attempt, from: firstStepOf(workflow) }
}

/** Requests that the app plane answers: their entries stay until the answer, so that a request which got lost is made again. */
const ANSWERED: readonly string[] = [
  'sbt_aws_activateRequest',
  'sbt_aws_deactivateRequest',
  'sbt_aws_offboardingRequest',
  'sbt_aws_offboardingSuccess',
] satisfies readonly DetailType[]

/** Whether an entry stays in the outbox after it was sent. */
export const awaitsAnswer = ({ type }: Entry): boolean => ANSWERED.includes(type)

/** Sends an entry right after its transaction; the sweeper sends what is left. */
export type SendNow = (entry: OutboxEntry) => Promise<void>

export function sendNow(outbox: Pick<Table, 'delete'>, send: Send, logger: Pick<Logger, 'warn'>): SendNow {
  const announce = relay(send, logger, awaitsAnswer)
  return (entry) => announce(outbox, entry)
}
