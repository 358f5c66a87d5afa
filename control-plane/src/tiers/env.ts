import * as z from 'zod/mini'

/** What the construct of this function must set. */
export const Env = z.object({
  TIERS_TABLE: z.string(),
  TENANTS_TABLE: z.string(),
  AUDIT_TABLE: z.string(),
  POOL_STAGE: z.string(),
  LISTS_TABLE: z.string(),
  IDEMPOTENCY_TABLE: z.string(),
  OUTBOX_TABLE: z.string(),
  EVENT_BUS_NAME: z.string(),
})
