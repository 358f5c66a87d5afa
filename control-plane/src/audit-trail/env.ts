import * as z from 'zod/mini'

/** What the construct of this function must set. */
export const Env = z.object({
  AUDIT_TABLE: z.string(),
  QUEUE_URL: z.string(),
})
