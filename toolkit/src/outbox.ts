import { DETAIL_TYPES, SHOP_DETAIL_TYPES } from '@tenantry/contracts/events.ts'
import * as z from 'zod/mini'
import type { Entry } from './events.ts'
import type { Logger } from './logger.ts'
import type { System } from './system.ts'
import { ConditionFailed, type Item, type Table, type Write } from './table.ts'

/** The sparse index of a table with an outbox (pk `outbox`, sk `waitingSince`): only records that wait are in it. */
export const OUTBOX_INDEX = 'outbox'

/** An event that waits in the table of what it tells of, written in the same transaction: nothing is told that did not happen, and nothing that happened is left untold. */
export interface OutboxEntry extends Entry {
  /** The record's key in that table; no entity of the table has it. */
  key: Item
  at: string
}

/** The write that puts an entry into the outbox. */
export const outboxWrite = (table: string, { key, type, detail, at }: OutboxEntry): Write => ({
  kind: 'put',
  table,
  item: { ...key, outbox: 'waiting', waitingSince: at, type, detail },
})

/** Publishes an event; consumers see to it that twice is harmless. */
export type Send = (entry: Omit<OutboxEntry, 'at'>) => Promise<void>

/** Sends an entry right after its transaction and takes it away from its table, as whoever has put it there. */
export type Announce = (table: Pick<Table, 'delete'>, entry: OutboxEntry) => Promise<void>

/** A failure is no error of the caller: the sweeper sends what is left. */
export function relay(send: Send, logger: Pick<Logger, 'warn'>): Announce {
  return async (table, { key, type, detail }) => {
    try {
      await send({ key, type, detail })
      await table.delete(key)
    } catch (error) {
      logger.warn('left in the outbox', { type, error: error as Error })
    }
  }
}

const Waiting = z.looseObject({
  type: z.enum([...DETAIL_TYPES, ...SHOP_DETAIL_TYPES]),
  detail: z.unknown(),
  waitingSince: z.string(),
})

/** Milliseconds after which a record is a leftover: whoever wrote it would have sent it long before. */
const LEFTOVER_AGE_MS = 60_000
/** Records of one run; the next one follows a minute later. */
const MAX_RECORDS = 100

/** Sends what a crash or an outage left in a table's outbox. One record that cannot leave does not hold up the others, but fails the run. */
export async function sweepOutbox({
  index,
  keyNames,
  tableOf,
  send,
  system,
  logger,
}: {
  /** The table as far as its index `outbox` can be queried. */
  index: Pick<Table, 'query'>
  /** The attributes of the table's key. */
  keyNames: readonly string[]
  /** The table as whoever may take away the record of this key. */
  tableOf: (key: Item) => Promise<Pick<Table, 'delete' | 'update'>>
  send: Send
  system: Pick<System, 'now'>
  logger: Pick<Logger, 'info' | 'error'>
}): Promise<void> {
  const { items } = await index.query({
    index: OUTBOX_INDEX,
    key: 'outbox = :waiting AND waitingSince < :before',
    values: { ':waiting': 'waiting', ':before': new Date(system.now() - LEFTOVER_AGE_MS).toISOString() },
    limit: MAX_RECORDS,
  })
  const failures: unknown[] = []
  for (const item of items) {
    const key = Object.fromEntries(keyNames.map((name) => [name, item[name]]))
    try {
      const { type, detail } = z.parse(Waiting, item)
      await send({ key, type, detail })
      await (await tableOf(key)).delete(key)
    } catch (error) {
      failures.push(error)
      logger.error('cannot leave the outbox', { type: item.type, error: error as Error })
      await postpone(tableOf, key, new Date(system.now()).toISOString(), logger)
    }
  }
  if (items.length > 0) logger.info('swept', { sent: items.length - failures.length, failed: failures.length })
  if (failures.length > 0) throw new AggregateError(failures, `${failures.length} records could not leave the outbox`)
}

async function postpone(
  tableOf: (key: Item) => Promise<Pick<Table, 'update'>>,
  key: Item,
  at: string,
  logger: Pick<Logger, 'error'>,
): Promise<void> {
  try {
    const table = await tableOf(key)
    await table.update(key, {
      update: 'SET waitingSince = :at',
      condition: 'attribute_exists(waitingSince)',
      values: { ':at': at },
    })
  } catch (error) {
    // Otherwise somebody else has sent it in the meantime.
    if (!(error instanceof ConditionFailed)) logger.error('cannot be postponed', error as Error)
  }
}
