import type { Logger } from '@tenantry/toolkit/logger.ts'
import type { System } from '@tenantry/toolkit/system.ts'
import { awaitsAnswer, type Outbox, type OutboxRecord, type Send } from '../tenants/outbox.ts'

export interface Services {
  outbox: Outbox
  send: Send<OutboxRecord>
  system: Pick<System, 'now'>
  logger: Pick<Logger, 'info' | 'error'>
}

/** Milliseconds after which a record is a leftover: whoever wrote it would have sent it long before. */
const LEFTOVER_AGE_MS = 60_000
/** Records of one run; the next one follows a minute later. */
const MAX_RECORDS = 100

/** Sends what a crash or an outage left in the outbox, and requests that nobody answered. One record that cannot leave does not hold up the others, but fails the run. */
export async function sweep({ outbox, send, system, logger }: Services): Promise<{ sent: number }> {
  const now = system.now()
  const leftovers = await outbox.leftovers(new Date(now - LEFTOVER_AGE_MS).toISOString(), MAX_RECORDS)
  const failures: unknown[] = []
  for (const record of leftovers) {
    try {
      await send(record)
      await (awaitsAnswer(record) ? outbox.postpone(record, new Date(now).toISOString()) : outbox.remove(record))
    } catch (error) {
      failures.push(error)
      const { tenantId, sequence, kind } = record
      logger.error('cannot leave the outbox', { tenantId, sequence, kind, error: error as Error })
      await outbox.postpone(record, new Date(now).toISOString())
    }
  }
  const sent = leftovers.length - failures.length
  if (leftovers.length > 0) logger.info('swept', { sent, failed: failures.length })
  if (failures.length > 0) throw new AggregateError(failures, `${failures.length} records could not leave the outbox`)
  return { sent }
}
