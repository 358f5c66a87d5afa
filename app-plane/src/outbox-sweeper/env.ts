import { jsonText } from '@tenantry/toolkit/env.ts'
import * as z from 'zod/mini'

/** What the construct of this function must set. */
export const Env = z.object({
  OUTBOX_TABLE: z.string(),
  DIRECTORY_TABLE: z.string(),
  MOVES_TABLE: z.string(),
  /** The stack of the silo that it works in; empty in the pool. */
  SILO_STACK: z.string(),
  /** Empty where the function's own role is bound to the one tenant. */
  ACCESS_ROLE_ARN: z.string(),
  /** Of events of services. */
  EVENT_BUS_NAME: z.string(),
  /** Of news of people, and the source under which they are published. */
  NEWS_BUS_NAME: z.string(),
  NEWS_SOURCE: z.string(),
  QUEUE_URL: z.string(),
  /** JSON: the event types of all services. */
  EVENT_TYPES: jsonText(z.array(z.string())),
})
