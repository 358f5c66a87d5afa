import * as z from 'zod/mini'
import { TenantId } from './ids.ts'

/**
 * Who writes to an outbox: sessions of services and sessions that manage people have keys of their own, so that neither can announce what
 * is the other's.
 */
export const OUTBOX_CHANNELS = ['services', 'people'] as const
export type OutboxChannel = (typeof OUTBOX_CHANNELS)[number]

/** A tenant's entries of one channel are spread over so many partitions. */
export const OUTBOX_PARTITIONS = 8

/** `<tenant id>-<channel>-<n>`, the partition key of an outbox entry. */
export const outboxPartition = (tenantId: string, channel: OutboxChannel, partition: number): string =>
  `${tenantId}-${channel}-${partition}`

/** The tenant and channel of a partition key; null for any other text. */
export function parseOutboxPartition(key: string): { tenantId: string; channel: OutboxChannel } | null {
  const [tenantId, channel] = key.split('-')
  const known = OUTBOX_CHANNELS.find((one) => one === channel)
  return known && z.safeParse(TenantId, tenantId).success && tenantId ? { tenantId, channel: known } : null
}

/** The sparse global index of entries that wait (pk `outbox`, sk `waitingSince`). */
export const WAITING_INDEX = 'waiting'

/**
 * The partitions of that index. One partition takes about 1,000 writes a second and throttles the writes of the table beyond that.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/gsi-throttling.html
 */
export const WAITING_PARTITIONS = Array.from({ length: 16 }, (_, n) => `waiting-${n}`)
