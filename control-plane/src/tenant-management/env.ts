import { amount, jsonText } from '@tenantry/toolkit/env.ts'
import * as z from 'zod/mini'
import { Footprint, QuotaSettings } from '../quotas/quota-settings.ts'
import { Machines } from '../workflows/machines.ts'

/** What the construct of this function must set. */
export const Env = z.object({
  TENANTS_TABLE: z.string(),
  OUTBOX_TABLE: z.string(),
  AUDIT_TABLE: z.string(),
  EVENT_BUS_NAME: z.string(),
  WORKFLOW_MACHINES: Machines,
  ONBOARDING_SLOTS: amount,
  /** Days in which the offboarding of a tenant can be undone, where the request names none. */
  GRACE_DAYS: jsonText(z.int().check(z.minimum(0))),
  LISTS_TABLE: z.string(),
  TIERS_TABLE: z.string(),
  FOOTPRINT: Footprint,
  QUOTAS: QuotaSettings,
  IDEMPOTENCY_TABLE: z.string(),
})
