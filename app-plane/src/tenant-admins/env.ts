import * as z from 'zod/mini'

/** What the construct of this function must set. */
export const Env = z.object({
  MEMBERSHIPS_TABLE: z.string(),
  OUTBOX_TABLE: z.string(),
  AUDIT_TABLE: z.string(),
  ADDRESSES_TABLE: z.string(),
  USER_POOL_ID: z.string(),
  EVENT_BUS_NAME: z.string(),
  /** The source under which news of people is published. */
  NEWS_SOURCE: z.string(),
  MAIL_FROM: z.string(),
  SITE_URL_PARAMETER: z.string(),
})
