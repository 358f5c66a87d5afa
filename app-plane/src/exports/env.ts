import * as z from 'zod/mini'

/** What the construct of this function must set. */
export const Env = z.object({
  EXPORTS_BUCKET: z.string(),
  /** Empty where the function's own role is bound to one tenant. */
  FILES_ROLE_ARN: z.string(),
  OUTBOX_TABLE: z.string(),
  AUDIT_TABLE: z.string(),
  IDEMPOTENCY_TABLE: z.string(),
  EVENT_BUS_NAME: z.string(),
  /** Under which news of people, and what they ask for, are published. */
  NEWS_SOURCE: z.string(),
})
