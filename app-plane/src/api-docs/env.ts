import * as z from 'zod/mini'

/** What the construct of this function must set. */
export const Env = z.object({
  LISTS_TABLE: z.string(),
})
