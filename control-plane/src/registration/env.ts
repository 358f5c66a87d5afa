import * as z from 'zod/mini'
import { Machines } from '../workflows/machines.ts'

/** What the construct of this function must set. */
export const Env = z.object({
  TENANTS_TABLE: z.string(),
  OUTBOX_TABLE: z.string(),
  AUDIT_TABLE: z.string(),
  TIERS_TABLE: z.string(),
  WORKFLOW_MACHINES: Machines,
  IDEMPOTENCY_TABLE: z.string(),
})
