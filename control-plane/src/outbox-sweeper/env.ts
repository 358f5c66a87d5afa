import * as z from 'zod/mini'

/** What the construct of this function must set. */
export const Env = z.object({
  TENANTS_TABLE: z.string(),
  EVENT_BUS_NAME: z.string(),
  QUEUE_URL: z.string(),
  PROVISIONING_MACHINE_ARN: z.string(),
})
