import * as z from 'zod/mini'

/** What a client sends so that a POST that it repeats is done once. */
export const IdempotencyKey = z
  .string()
  .check(z.regex(/^[\x21-\x7e]{1,255}$/, 'must have 1 to 255 visible ASCII characters'))

/** Seconds that the answer to a key is kept. */
export const ANSWER_SECONDS = 24 * 3600

/** Answers of one owner are spread over so many partitions. */
export const ANSWER_PARTITIONS = 8

/** Who answers people of tenants: services, or those who manage people. Their sessions reach answers of their own. */
export const ANSWERING = ['services', 'people'] as const
export type Answering = (typeof ANSWERING)[number]

/** The partition key of answers to a tenant's people. */
export const tenantAnswers = (tenantId: string, by: Answering, partition: number | '*'): string =>
  `${tenantId}-${by}-${partition}`

/** The partition key of answers that a function of the control plane gave; `*` for all of them. */
export const functionAnswers = (name: string, partition: number | '*'): string => `${name}-${partition}`
