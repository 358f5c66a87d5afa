import * as z from 'zod/mini'

/** What the construct of this function must set. */
export const Env = z.object({
  MEMBERSHIPS_TABLE: z.string(),
  OUTBOX_TABLE: z.string(),
  AUDIT_TABLE: z.string(),
  DIRECTORY_TABLE: z.string(),
  EVENT_BUS_NAME: z.string(),
  /** The source under which news of people is published. */
  NEWS_SOURCE: z.string(),
})
