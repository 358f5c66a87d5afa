import { jsonText } from '@tenantry/toolkit/env.ts'
import * as z from 'zod/mini'

/** What the construct of this function must set. */
export const Env = z.object({
  OUTBOX_TABLE: z.string(),
  ACCESS_ROLE_ARN: z.string(),
  EVENT_BUS_NAME: z.string(),
  QUEUE_URL: z.string(),
  /** JSON: the event types of all services. */
  EVENT_TYPES: jsonText(z.array(z.string())),
})
