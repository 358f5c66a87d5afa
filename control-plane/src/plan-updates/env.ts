import { amount } from '@tenantry/toolkit/env.ts'
import * as z from 'zod/mini'
import { Machines } from '../workflows/machines.ts'

/** What the construct of this function must set. */
export const Env = z.object({
  TIERS_TABLE: z.string(),
  POOL_STAGE: z.string(),
  QUEUE_URL: z.string(),
  TENANTS_TABLE: z.string(),
  OUTBOX_TABLE: z.string(),
  AUDIT_TABLE: z.string(),
  WORKFLOW_MACHINES: Machines,
  ONBOARDING_SLOTS: amount,
})
