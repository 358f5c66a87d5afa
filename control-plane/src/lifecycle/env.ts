import { jsonText } from '@tenantry/toolkit/env.ts'
import * as z from 'zod/mini'
import { Footprint, QuotaSettings } from '../quotas/quota-settings.ts'

/** What the construct of this function must set. */
export const Env = z.object({
  TENANTS_TABLE: z.string(),
  OUTBOX_TABLE: z.string(),
  AUDIT_TABLE: z.string(),
  TIERS_TABLE: z.string(),
  POOL_STAGE: z.string(),
  FOOTPRINT: Footprint,
  QUOTAS: QuotaSettings,
  EVENT_BUS_NAME: z.string(),
  /** JSON: what silos are made from. */
  SILO_RELEASE: jsonText(
    z.object({
      templates: z.string(),
      provisioner: z.string(),
      toolkitLayer: z.string(),
      directoryTable: z.string(),
      exportsBucket: z.string(),
      apiDomain: z.string(),
      consoleUrl: z.string(),
      mailFrom: z.string(),
      userPoolId: z.string(),
      clientId: z.string(),
    }),
  ),
  /** JSON: parameters of silos whose people stay in the pool. */
  SHARED_PEOPLE: jsonText(z.record(z.string(), z.string())),
})
