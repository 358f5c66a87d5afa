import * as z from 'zod/mini'
import { UsagePlans } from '../tenants/usage-plans.ts'

/** What the construct of this function must set. */
export const Env = z.object({
  TIERS_TABLE: z.string(),
  TENANTS_TABLE: z.string(),
  AUDIT_TABLE: z.string(),
  USAGE_PLANS: UsagePlans,
  LISTS_TABLE: z.string(),
})
