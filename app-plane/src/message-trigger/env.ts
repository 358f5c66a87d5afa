import * as z from 'zod/mini'

/** What the construct of this function must set. */
export const Env = z.object({
  ADDRESSES_TABLE: z.string(),
  DIRECTORY_TABLE: z.string(),
  SITE_URL_PARAMETER: z.string(),
})
