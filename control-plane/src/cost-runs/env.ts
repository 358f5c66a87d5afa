import * as z from 'zod/mini'

/** What the construct of this function must set. */
export const Env = z.object({
  COSTS_TABLE: z.string(),
  COSTS_BUCKET: z.string(),
  WORK_GROUP: z.string(),
  USAGE_TABLE: z.string(),
  TENANTS_TABLE: z.string(),
})
