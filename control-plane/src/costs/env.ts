import * as z from 'zod/mini'

/** How unallocated cost is spread over tenants for their margins. */
export const SpreadName = z.enum(['proportional', 'even'])

/** What the construct of this function must set. */
export const Env = z.object({
  COSTS_TABLE: z.string(),
  COSTS_BUCKET: z.string(),
  TENANTS_TABLE: z.string(),
  TIERS_TABLE: z.string(),
  LISTS_TABLE: z.string(),
  ACCOUNT_ID: z.string(),
  SPREAD: SpreadName,
})
