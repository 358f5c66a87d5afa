import * as z from 'zod/mini'
import { ExportId } from '../exports.ts'
import { TenantId } from '../ids.ts'
import { CODE, CODE_DIGITS } from '../sign-up.ts'
import { MACHINES, STEP_STATUSES } from '../workflows.ts'
import { TenantName } from './tenant-name-schemas.ts'

/** Cognito takes user names of up to 128 characters. https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminCreateUser.html */
export const Email = z.string().check(z.trim(), z.maxLength(128, { abort: true }), z.email('must be an e-mail address'))

export const RegistrationId = z.string().check(z.regex(/^reg_[0-9a-hjkmnp-tv-z]{26}$/, 'must be a registration id'))

export const RegistrationStatus = z.enum(['unconfirmed', 'awaiting-approval', 'provisioning', 'active', 'failed'])
export const RegisterBody = z
  .strictObject({ tenantName: TenantName, email: Email, tier: z.string().check(z.minLength(1), z.maxLength(64)) })
  .register(z.globalRegistry, { id: 'RegisterBody' })

/** A tenant may be made from an export in this deployment's bucket: then it has the id and the data that the export names. */
export const RegisterTenantBody = z
  .strictObject({
    ...RegisterBody.shape,
    fromExport: z.optional(z.strictObject({ tenantId: TenantId, exportId: ExportId })),
  })
  .register(z.globalRegistry, { id: 'RegisterTenantBody' })

export const RegistrationAnswer = z
  .object({ registrationId: RegistrationId, tenantId: TenantId, status: RegistrationStatus })
  .register(z.globalRegistry, { id: 'RegistrationAnswer' })

export const ConfirmBody = z
  .strictObject({ code: z.string().check(z.regex(CODE, `must have ${CODE_DIGITS} digits`)) })
  .register(z.globalRegistry, { id: 'ConfirmBody' })

/** The error is one that a stranger may read; operators see more in the workflow. */
export const RegistrationStep = z
  .object({
    name: z.enum(MACHINES.onboarding.map(({ name }) => name)),
    status: z.enum(STEP_STATUSES),
    error: z.optional(z.string()),
  })
  .register(z.globalRegistry, { id: 'RegistrationStep' })

export const RegistrationView = z
  .object({
    registrationId: RegistrationId,
    tenantId: TenantId,
    status: RegistrationStatus,
    /** Empty until the registration is confirmed. */
    steps: z.array(RegistrationStep),
    /** Why it failed, as a stranger may read it. */
    reason: z.optional(z.string()),
  })
  .register(z.globalRegistry, { id: 'Registration' })
