import * as z from 'zod/mini'

/** What the construct of this function must set. */
export const Env = z.object({
  TENANTS_TABLE: z.string(),
  AUDIT_TABLE: z.string(),
  LISTS_TABLE: z.string(),
  IDEMPOTENCY_TABLE: z.string(),
})
