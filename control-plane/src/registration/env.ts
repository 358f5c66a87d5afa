import { amount } from '@tenantry/toolkit/env.ts'
import * as z from 'zod/mini'
import { Machines } from '../workflows/machines.ts'

/** What the construct of this function must set. */
export const Env = z.object({
  TENANTS_TABLE: z.string(),
  OUTBOX_TABLE: z.string(),
  AUDIT_TABLE: z.string(),
  TIERS_TABLE: z.string(),
  WORKFLOW_MACHINES: Machines,
  ONBOARDING_SLOTS: amount,
  IDEMPOTENCY_TABLE: z.string(),
  SIGN_UPS_TABLE: z.string(),
  MAIL_FROM: z.string(),
  /** The host of all tenants' APIs; `none` where there is no such. */
  API_DOMAIN: z.string(),
  /** Codes that one address gets in an hour. */
  CODES_PER_HOUR: amount,
  /** Public writes of one source in a second, and at once. */
  SOURCE_RATE: amount,
  SOURCE_BURST: amount,
})
