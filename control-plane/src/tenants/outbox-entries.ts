import { DETAIL_TYPES, type DetailType, TenantState } from '@tenantry/contracts/events.ts'
import { TenantId } from '@tenantry/contracts/ids.ts'
import { MACHINE_KINDS } from '@tenantry/contracts/workflows.ts'
import type { Entry } from '@tenantry/toolkit/events.ts'
import type { Logger } from '@tenantry/toolkit/logger.ts'
import { type OutboxEntry, type OutboxKey, relay, type Send } from '@tenantry/toolkit/outbox.ts'
import type { Table } from '@tenantry/toolkit/table.ts'
import * as z from 'zod/mini'
import type { Tenant, UndatedState } from './tenant.ts'
import { sortable } from './tenant-items.ts'

// What leaves the control plane because of a tenant's change, stored in the transaction of the change.

/** The type of an entry that starts a run of a workflow; every other entry is an event. */
export const START_WORKFLOW = 'start-workflow'

export const WorkflowStart = z.object({
  tenantId: TenantId,
  kind: z.enum(MACHINE_KINDS),
  workflowId: z.string(),
  attempt: z.int(),
})
export type WorkflowStart = z.infer<typeof WorkflowStart>

export const TenantEvent = z.object({ type: z.enum(DETAIL_TYPES), detail: TenantState })

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

/** What makes a workflow's state machine run, because of a tenant's change. */
export const startEntry = (changed: Changed, start: Omit<WorkflowStart, 'tenantId'>, at: string): OutboxEntry => ({
  key: entryKey(changed),
  type: START_WORKFLOW,
  detail: { tenantId: changed.tenantId, ...start } satisfies WorkflowStart,
  at,
})

/** Requests that the app plane answers: their entries stay until the answer, so that a request which got lost is made again. */
const ANSWERED: readonly string[] = [
  'sbt_aws_activateRequest',
  'sbt_aws_deactivateRequest',
] satisfies readonly DetailType[]

/** Whether an entry stays in the outbox after it was sent. */
export const awaitsAnswer = ({ type }: Entry): boolean => ANSWERED.includes(type)

/** Sends an entry right after its transaction; the sweeper sends what is left. */
export type SendNow = (entry: OutboxEntry) => Promise<void>

export function sendNow(outbox: Pick<Table, 'delete'>, send: Send, logger: Pick<Logger, 'warn'>): SendNow {
  const announce = relay(send, logger, awaitsAnswer)
  return (entry) => announce(outbox, entry)
}
