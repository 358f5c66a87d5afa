import { jsonText } from '@tenantry/toolkit/env.ts'
import * as z from 'zod/mini'

/** What the construct of this function must set. Roles are empty in a silo, where the function's own role is bound to one tenant, and addresses where its people stay in the pool. */
export const Env = z.object({
  /** JSON: the tables with items of tenants that are read here, by store. */
  TABLES: jsonText(z.record(z.string(), z.string())),
  ACCESS_ROLE_ARN: z.string(),
  WRITER_ROLE_ARN: z.string(),
  FILES_ROLE_ARN: z.string(),
  EXPORTS_BUCKET: z.string(),
  ADDRESSES_TABLE: z.string(),
  AUDIT_TABLE: z.string(),
  USER_POOL_ID: z.string(),
  EVENT_BUS_NAME: z.string(),
  /** Under which source the place brings news of people. */
  NEWS_SOURCE: z.string(),
})
