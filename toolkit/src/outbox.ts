import { WAITING_PARTITIONS } from '@tenantry/contracts/outbox.ts'
import * as z from 'zod/mini'
import type { Entry } from './events.ts'
import type { Logger } from './logger.ts'
import type { Item, Table, Write } from './table.ts'
import { withCorrelation } from './work.ts'

/**
 * Transactional outbox: an event is stored in the transaction of the change that it reports, so it is neither lost nor sent too early. It is
 * sent right after the transaction; a sweeper sends what a crash left behind.
 *
 * The table has the keys `partition` and `id` and the index of contracts/src/outbox.ts.
 */
export const OutboxKey = z.object({ partition: z.string(), id: z.string() })
export type OutboxKey = z.infer<typeof OutboxKey>

export interface OutboxEntry extends Entry {
  key: OutboxKey
  /** When the change happened. */
  at: string
}

/** An entry as the table stores it. */
export const StoredEntry = z.looseObject({
  ...OutboxKey.shape,
  type: z.string(),
  detail: z.unknown(),
  waitingSince: z.string(),
  attempts: z.optional(z.int()),
  /** When the change happened; `waitingSince` is later where it was sent in vain. Left out of older entries. */
  at: z.optional(z.string()),
  /** What the change belonged to: the sweeper goes on with that. */
  correlationId: z.optional(z.string()),
})

/** The write that puts an entry into the outbox. */
export const outboxWrite = (table: string, { key, type, detail, at }: OutboxEntry): Write => ({
  kind: 'put',
  table,
  item: withCorrelation({ ...key, outbox: waitingPartition(key), waitingSince: at, at, type, detail } satisfies Item),
})

/** By the key, so that the same entry always waits at the same place. */
const waitingPartition = ({ partition, id }: OutboxKey): string =>
  WAITING_PARTITIONS[
    [...partition, ...id].reduce(
      (sum, character) => (sum * 31 + character.charCodeAt(0)) % WAITING_PARTITIONS.length,
      0,
    )
  ] ?? 'waiting-0'

/** Publishes an entry. Consumers take care that twice is harmless. */
export type Send = (entry: Omit<OutboxEntry, 'at'>) => Promise<void>

/** Sends an entry right after its transaction, and deletes it with the rights of whoever wrote it. */
export type Announce = (table: Pick<Table, 'delete'>, entry: OutboxEntry) => Promise<void>

/** A failure is no error of the caller: the sweeper sends what is left. `stays` are entries that wait for an answer. */
export function relay(
  send: Send,
  logger: Pick<Logger, 'warn'>,
  stays: (entry: Entry) => boolean = () => false,
): Announce {
  return async (table, { key, type, detail }) => {
    try {
      await send({ key, type, detail })
      if (!stays({ type, detail })) await table.delete(key)
    } catch (error) {
      logger.warn('left in the outbox', { type, key, error: error as Error })
    }
  }
}
