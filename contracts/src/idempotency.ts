import * as z from 'zod/mini'
import { type OutboxChannel, outboxPartition } from './outbox.ts'

/** What a client sends so that a POST that it repeats is done once. */
export const IdempotencyKey = z
  .string()
  .check(z.regex(/^[\x21-\x7e]{1,255}$/, 'must have 1 to 255 visible ASCII characters'))

/** Seconds that the answer to a key is kept. */
export const ANSWER_SECONDS = 24 * 3600

/** Answers of one owner are spread over so many partitions. */
export const ANSWER_PARTITIONS = 8

/** The partition key of answers to a tenant's people: those of services and of those who manage people are apart, as in the outbox. */
export const tenantAnswers = (tenantId: string, channel: OutboxChannel, partition: number): string =>
  outboxPartition(tenantId, channel, partition)

/** The partition key of answers that a function of the control plane gave; `*` for all of them. */
export const functionAnswers = (name: string, partition: number | '*'): string => `${name}-${partition}`
