import * as z from 'zod/mini'

/** What the construct of this function must set. */
export const Env = z.object({
  TENANTS_TABLE: z.string(),
  /** JSON: tier name → id of its usage plan. */
  USAGE_PLANS: z.pipe(
    z.string(),
    z.pipe(
      z.transform((text) => JSON.parse(text)),
      z.record(z.string(), z.string()),
    ),
  ),
  EVENT_BUS_NAME: z.string(),
})
