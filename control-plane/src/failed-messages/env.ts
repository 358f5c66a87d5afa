import { jsonText } from '@tenantry/toolkit/env.ts'
import * as z from 'zod/mini'

/** What the construct of this function must set. */
export const Env = z.object({
  /** JSON: the names of all asynchronous functions. */
  CONSUMERS: jsonText(z.array(z.string())),
  /** JSON: the names of those that each silo has, too. */
  SILO_CONSUMERS: jsonText(z.array(z.string())),
  /** What the ARNs of their queues begin with; the name of the consumer follows, and `-failed` for its dead-letter queue. */
  QUEUE_ARN_PREFIX: z.string(),
  LISTS_TABLE: z.string(),
  AUDIT_TABLE: z.string(),
  IDEMPOTENCY_TABLE: z.string(),
})
