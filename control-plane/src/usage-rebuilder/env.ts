import * as z from 'zod/mini'

/** What the construct of this function must set. */
export const Env = z.object({
  USAGE_TABLE: z.string(),
  TIERS_TABLE: z.string(),
  TENANTS_TABLE: z.string(),
  EVENT_BUS_NAME: z.string(),
  USAGE_BUCKET: z.string(),
  QUEUE_URL: z.string(),
})
