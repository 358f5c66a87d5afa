import * as z from 'zod/mini'

/** What the construct of this function must set. */
export const Env = z.object({
  DIRECTORY_TABLE: z.string(),
  MEMBERSHIPS_TABLE: z.string(),
  OUTBOX_TABLE: z.string(),
  AUDIT_TABLE: z.string(),
  QUEUE_URL: z.string(),
  USER_POOL_ID: z.string(),
  EVENT_BUS_NAME: z.string(),
  MAIL_FROM: z.string(),
  SITE_URL_PARAMETER: z.string(),
  ADDRESSES_TABLE: z.string(),
})
