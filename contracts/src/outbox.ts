import * as z from 'zod/mini'
import { TenantId } from './ids.ts'

/** A tenant's entries of one event type are spread over so many partitions. */
export const OUTBOX_PARTITIONS = 8

/**
 * `<tenant id>-<event type>-<n>`, the partition key of an outbox entry. IAM binds leading keys, so a session announces what its access role
 * may announce, for its own tenant, and nothing else.
 */
export const outboxPartition = (tenantId: string, type: string, partition: number): string =>
  `${tenantId}-${type}-${partition}`

/** What an event type may look like, for keys to be read unambiguously: letters, digits and underscores. */
export const EVENT_TYPE_PATTERN = /^[A-Za-z][A-Za-z0-9_]{0,63}$/

/** The tenant and event type of a partition key; null for any other text. */
export function parseOutboxPartition(key: string): { tenantId: string; type: string } | null {
  const [tenantId = '', type = '', partition = '', ...rest] = key.split('-')
  const isKey = EVENT_TYPE_PATTERN.test(type) && /^\d+$/.test(partition) && rest.length === 0
  return isKey && z.safeParse(TenantId, tenantId).success ? { tenantId, type } : null
}

/** The sparse global index of entries that wait (pk `outbox`, sk `waitingSince`). */
export const WAITING_INDEX = 'waiting'

/**
 * The partitions of that index. One partition takes about 1,000 writes a second and throttles the writes of the table beyond that.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/gsi-throttling.html
 */
export const WAITING_PARTITIONS = Array.from({ length: 16 }, (_, n) => `waiting-${n}`)
