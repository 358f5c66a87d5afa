import * as z from 'zod/mini'

/** What the construct of this function must set. */
export const Env = z.object({
  MEMBERSHIPS_TABLE: z.string(),
  PEOPLE_TABLE: z.string(),
  AUDIT_TABLE: z.string(),
  USER_POOL_ID: z.string(),
})
