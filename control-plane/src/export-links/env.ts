import * as z from 'zod/mini'

/** What the construct of this function must set. */
export const Env = z.object({
  EXPORTS_BUCKET: z.string(),
  AUDIT_TABLE: z.string(),
  IDEMPOTENCY_TABLE: z.string(),
})
