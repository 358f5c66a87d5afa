import * as z from 'zod/mini'

/** What the construct of this function must set. */
export const Env = z.object({
  DIRECTORY_TABLE: z.string(),
  ORDERS_TABLE: z.string(),
  ORDERS_TABLE_ARN: z.string(),
  FULFILMENT_ACCESS_ROLE_ARN: z.string(),
  QUEUE_URL: z.string(),
})
