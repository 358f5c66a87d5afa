import { jsonText } from '@tenantry/toolkit/env.ts'
import * as z from 'zod/mini'

/** What the construct of this function must set. */
export const Env = z.object({
  LISTS_TABLE: z.string(),
  DIRECTORY_TABLE: z.string(),
  MOVES_TABLE: z.string(),
  /** Empty where the function's own role is bound to the one tenant. */
  ACCESS_ROLE_ARN: z.string(),
  /** The tenant of a silo; empty in the pool. */
  SILO_TENANT: z.string(),
  QUEUE_URL: z.string(),
  /** JSON: the tables of all entities, by collection. */
  TABLES: jsonText(z.record(z.string(), z.string())),
})
