import * as z from 'zod/mini'

/** What the construct of this function must set. */
export const Env = z.object({
  TENANTS_TABLE: z.string(),
  POOL_API_URL: z.string(),
  POOL_USER_POOL_ID: z.string(),
  POOL_CLIENT_ID: z.string(),
  POOL_USER_POOL_ENDPOINT: z.string(),
  AWS_REGION: z.string(),
})
