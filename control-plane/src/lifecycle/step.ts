import { TenantId } from '@tenantry/contracts/ids.ts'
import * as z from 'zod/mini'
import type { Tenant } from '../tenants/tenant.ts'

const subject = { tenantId: TenantId, registrationId: z.string() }

/** What the state machine invokes this function with. */
export const StepInput = z.discriminatedUnion('step', [
  z.object({ ...subject, step: z.literal('create-api-key') }),
  z.object({ ...subject, step: z.literal('request-provisioning'), taskToken: z.string() }),
  z.object({ ...subject, step: z.literal('activate') }),
  z.object({
    ...subject,
    step: z.literal('compensate'),
    /** Step Functions leaves the cause out of a timeout. */
    error: z.object({ Error: z.string(), Cause: z.optional(z.string()) }),
  }),
])
export type StepInput = z.infer<typeof StepInput>
export type InputOf<S extends StepInput['step']> = Extract<StepInput, { step: S }>

/** What every step answers. */
export interface StepResult {
  tenantId: string
  registrationId: string
  status: Tenant['status']
  sequence: number
}
