import * as z from 'zod/mini'

/** What the construct of this function must set. */
export const Env = z.object({
  MEMBERSHIPS_TABLE: z.string(),
  OUTBOX_TABLE: z.string(),
  AUDIT_TABLE: z.string(),
  ADDRESSES_TABLE: z.string(),
  USER_POOL_ID: z.string(),
  EVENT_BUS_NAME: z.string(),
  /** Under which news of people are published. */
  NEWS_SOURCE: z.string(),
})
