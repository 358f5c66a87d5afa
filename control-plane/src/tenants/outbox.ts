import { DETAIL_TYPES, type DetailType, TenantState } from '@tenantry/contracts/events.ts'
import { TenantId } from '@tenantry/contracts/ids.ts'
import { MACHINE_KINDS } from '@tenantry/contracts/workflows.ts'
import type { Logger } from '@tenantry/toolkit/logger.ts'
import * as z from 'zod/mini'

const facts = {
  tenantId: TenantId,
  /** The tenant's sequence at the change that wrote the record: one change has at most one. */
  sequence: z.int(),
  at: z.string(),
}
export const EventRecord = z.object({
  ...facts,
  kind: z.literal('event'),
  type: z.enum(DETAIL_TYPES),
  detail: TenantState,
})
export const StartRecord = z.object({
  ...facts,
  kind: z.literal('start'),
  workflow: z.enum(MACHINE_KINDS),
  workflowId: z.string(),
  attempt: z.int(),
})

/** What is to leave the control plane because of a change, stored in the change's own transaction: nothing is told that did not happen, and nothing that happened is left untold. */
export const OutboxRecord = z.discriminatedUnion('kind', [EventRecord, StartRecord])
export type OutboxRecord = z.infer<typeof OutboxRecord>
export type EventRecord = z.infer<typeof EventRecord>
export type StartRecord = z.infer<typeof StartRecord>

/** Does what a record asks for; doing it twice must be harmless. */
export type Send<R extends OutboxRecord> = (record: R) => Promise<void>

export interface Outbox {
  /** Records older than `before` (ISO time), oldest first. */
  leftovers(before: string, limit: number): Promise<OutboxRecord[]>
  remove(record: Pick<OutboxRecord, 'tenantId' | 'sequence'>): Promise<void>
  /** Moves a record to the end of the queue, so that one which cannot leave does not hold up the others. */
  postpone(record: OutboxRecord, at: string): Promise<void>
}

/** Requests that the app plane answers: their records stay until the answer, so that a request which got lost is made again. */
const ANSWERED: readonly DetailType[] = ['sbt_aws_activateRequest', 'sbt_aws_deactivateRequest']

/** Does a record stay in the outbox after it was sent? */
export const awaitsAnswer = (record: OutboxRecord): boolean => record.kind === 'event' && ANSWERED.includes(record.type)

/** Sends a record right after its transaction. A failure is no error of the caller: the sweeper sends what is left. */
export function relay<R extends OutboxRecord>(
  send: Send<R>,
  { outbox, logger }: { outbox: Pick<Outbox, 'remove'>; logger: Pick<Logger, 'warn'> },
): Send<R> {
  return async (record) => {
    try {
      await send(record)
      if (!awaitsAnswer(record)) await outbox.remove(record)
    } catch (error) {
      const { tenantId, sequence, kind } = record
      logger.warn('left in the outbox', { tenantId, sequence, kind, error: error as Error })
    }
  }
}
