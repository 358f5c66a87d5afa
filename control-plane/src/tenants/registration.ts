import { TenantId } from '@tenantry/contracts/ids.ts'
import * as z from 'zod/mini'

/** A sign-up: the id by which its applicant follows the onboarding. */
export const Registration = z.object({
  registrationId: z.string(),
  tenantId: TenantId,
  /** The onboarding. */
  workflowId: z.string(),
  createdAt: z.string(),
  /** A digest of the idempotency key and all that the request asked for; absent without a key. */
  request: z.optional(z.string()),
  /** The hash of the code that proved the address; absent where an operator signed the tenant up. */
  codeHash: z.optional(z.string()),
})
export type Registration = z.infer<typeof Registration>
