import * as z from 'zod/mini'

/** What the construct of this function must set. */
export const Env = z.object({
  FAILED_QUEUE_URL: z.string(),
  FAILED_QUEUE_ARN: z.string(),
  /** Where a redrive moves the messages to. */
  FULFILMENT_QUEUE_ARN: z.string(),
})
