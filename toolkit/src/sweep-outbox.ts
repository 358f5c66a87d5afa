import { OUTBOX_OLDEST } from '@tenantry/contracts/metrics.ts'
import { WAITING_INDEX, WAITING_PARTITIONS } from '@tenantry/contracts/outbox.ts'
import * as z from 'zod/mini'
import type { Entry } from './events.ts'
import type { Logger } from './logger.ts'
import { countMetric } from './metrics.ts'
import { OutboxKey, type Send, StoredEntry } from './outbox.ts'
import type { System } from './system.ts'
import { ConditionFailed, type Item, type Table } from './table.ts'
import { onBehalfOf } from './work.ts'

/** Milliseconds after which an entry is a leftover: its writer would have sent it long before. */
const LEFTOVER_AGE_MS = 60_000
/** An entry that cannot be sent is tried again after one minute, two, four, … and at most this many. */
const LONGEST_WAIT_MINUTES = 60
const PAGE = 25
/** Milliseconds that the entry in hand may take: with less left, the next run goes on. */
const RESERVE_MS = 5_000

export interface Sweep {
  /** The outbox as far as its index can be queried. */
  index: Pick<Table, 'query'>
  /** Whether an entry is for this place to send: one of a tenant that has moved is sent where it went. @default all are */
  isHere?: (key: OutboxKey) => Promise<boolean>
  /** The outbox with the rights to change the entry of this key. */
  tableOf: (key: OutboxKey) => Promise<Pick<Table, 'delete' | 'update'>>
  send: Send
  /** Entries that stay until they are answered: they are sent again each minute. */
  stays?: (entry: Entry) => boolean
  /** Milliseconds left of the run. */
  remaining: () => number
  system: Pick<System, 'now'>
  logger: Pick<Logger, 'info' | 'error'>
}

/** Sends what a crash or an outage left in an outbox, until nothing or little time is left. An entry that cannot be sent holds up no other. */
export async function sweepOutbox(sweep: Sweep): Promise<{ sent: number; failed: number }> {
  const before = new Date(sweep.system.now() - LEFTOVER_AGE_MS).toISOString()
  const parts = await Promise.all(WAITING_PARTITIONS.map((partition) => sweepPartition(sweep, partition, before)))
  const sent = parts.reduce((sum, part) => sum + part.sent, 0)
  const failed = parts.reduce((sum, part) => sum + part.failed, 0)
  if (sent + failed > 0) sweep.logger.info('swept', { sent, failed })
  countMetric(OUTBOX_OLDEST, await oldestLeft(sweep))
  return { sent, failed }
}

/** How many seconds the oldest of the entries waits that are left, those too that are to be tried again later. */
async function oldestLeft({ index, system }: Pick<Sweep, 'index' | 'system'>): Promise<number> {
  const pages = await Promise.all(
    WAITING_PARTITIONS.map((partition) =>
      index.query({
        index: WAITING_INDEX,
        key: 'outbox = :partition',
        values: { ':partition': partition },
        limit: PAGE,
      }),
    ),
  )
  const ages = pages
    .flatMap(({ items }) => items)
    .map(({ at, waitingSince }) => (system.now() - Date.parse(String(at ?? waitingSince))) / 1000)
  return Math.max(0, ...ages)
}

async function sweepPartition(sweep: Sweep, partition: string, before: string) {
  const count = { sent: 0, failed: 0, left: 0 }
  let after: Item | undefined
  do {
    const { items, next } = await sweep.index.query({
      index: WAITING_INDEX,
      key: 'outbox = :partition AND waitingSince < :before',
      values: { ':partition': partition, ':before': before },
      limit: PAGE,
      ...(after && { after }),
    })
    for (const item of items) {
      if (sweep.remaining() < RESERVE_MS) return count
      count[await sweepEntry(sweep, item)]++
    }
    after = next
  } while (after)
  return count
}

async function sweepEntry(
  { isHere = async () => true, tableOf, send, stays = () => false, system, logger }: Sweep,
  item: Item,
) {
  const key = z.parse(OutboxKey, { partition: item.partition, id: item.id })
  try {
    const { type, detail, correlationId } = z.parse(StoredEntry, item)
    if (!(await isHere(key))) return 'left'
    await onBehalfOf(correlationId, () => send({ key, type, detail }))
    const table = await tableOf(key)
    if (stays({ type, detail })) await postpone(table, key, system.now(), 0)
    else await table.delete(key)
    return 'sent'
  } catch (error) {
    logger.error('cannot leave the outbox', { type: item.type, key, error: error as Error })
    await postponeFailed()
    return 'failed'
  }

  async function postponeFailed() {
    const attempts = Number(item.attempts ?? 0) + 1
    const minutes = Math.min(2 ** (attempts - 1), LONGEST_WAIT_MINUTES)
    try {
      await postpone(await tableOf(key), key, system.now() + minutes * 60_000 - LEFTOVER_AGE_MS, attempts)
    } catch (error) {
      logger.error('cannot be postponed', error as Error)
    }
  }
}

/** Lets an entry wait from `since` on, unless another run has sent it meanwhile. */
async function postpone(table: Pick<Table, 'update'>, key: OutboxKey, since: number, attempts: number): Promise<void> {
  try {
    await table.update(key, {
      update: 'SET waitingSince = :since, attempts = :attempts',
      condition: 'attribute_exists(waitingSince)',
      values: { ':since': new Date(since).toISOString(), ':attempts': attempts },
    })
  } catch (error) {
    if (!(error instanceof ConditionFailed)) throw error
  }
}
