import * as z from 'zod/mini'
import { UsagePlans } from '../tenants/usage-plans.ts'

/** What the construct of this function must set. */
export const Env = z.object({
  TENANTS_TABLE: z.string(),
  OUTBOX_TABLE: z.string(),
  AUDIT_TABLE: z.string(),
  USAGE_PLANS: UsagePlans,
  EVENT_BUS_NAME: z.string(),
})
