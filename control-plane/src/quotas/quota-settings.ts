import { QUOTA_IDS } from '@tenantry/contracts/quotas.ts'
import { jsonText } from '@tenantry/toolkit/env.ts'
import * as z from 'zod/mini'

const count = z.int().check(z.minimum(0))
const Amounts = z.partialRecord(z.enum(QUOTA_IDS), count)

/** An environment variable's JSON: what of each quota the deployment's own stacks take, and what each silo takes. */
export const Footprint = jsonText(z.object({ own: Amounts, silo: Amounts }))
export type Footprint = z.output<typeof Footprint>

/**
 * The stack parameter `Quotas`, JSON: what this account has where it is not AWS's default, and what else of the account counts, for
 * example `{"stacks":{"limit":2500,"elsewhere":40}}`.
 */
export const QuotaSettings = jsonText(
  z.partialRecord(z.enum(QUOTA_IDS), z.strictObject({ limit: z.optional(count), elsewhere: z.optional(count) })),
)
export type QuotaSettings = z.output<typeof QuotaSettings>
