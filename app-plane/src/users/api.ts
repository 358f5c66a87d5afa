import { TenantId } from '@tenantry/contracts/ids.ts'
import { pageOf } from '@tenantry/contracts/openapi.ts'
import { Plan } from '@tenantry/contracts/plan.ts'
import { MEMBERSHIP_STATES, TENANT_ROLES } from '@tenantry/contracts/roles.ts'
import * as z from 'zod/mini'

const Role = z.enum(TENANT_ROLES)
/** Cognito takes user names of up to 128 characters. https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminCreateUser.html */
const Email = z.string().check(z.maxLength(128, { abort: true }), z.email('an e-mail address'))

export const InvitationBody = z.strictObject({ email: Email, role: Role }).register(z.globalRegistry, {
  id: 'InvitationBody',
})
/** Without `state`, an active person stays active and a disabled one disabled. */
export const UserBody = z
  .strictObject({ role: Role, state: z.optional(z.enum(['active', 'disabled'])) })
  .register(z.globalRegistry, { id: 'UserBody' })

const user = {
  id: z.string(),
  email: z.string(),
  role: Role,
  state: z.enum(MEMBERSHIP_STATES),
  createdAt: z.iso.datetime(),
  /** Grows with every change of the membership. */
  version: z.int(),
}
export const UserView = z.object(user).register(z.globalRegistry, { id: 'User' })
export type UserView = z.infer<typeof UserView>
export const UserPage = pageOf(UserView)

export const MeView = z
  .object({
    ...user,
    tenantId: TenantId,
    tenantName: z.string(),
    tier: z.string(),
    /** What the tenant may use of what services ask for. */
    plan: Plan,
  })
  .register(z.globalRegistry, { id: 'Me' })
export type MeView = z.infer<typeof MeView>
