import { TenantId } from '@tenantry/contracts/ids.ts'
import { Invitation } from '@tenantry/contracts/invitation-question.ts'
import { pageOf } from '@tenantry/contracts/openapi.ts'
import { MEMBERSHIP_STATES, TENANT_ROLES } from '@tenantry/contracts/roles.ts'
import * as z from 'zod/mini'

/** A tenant that the caller belongs to. Naming an invited one at sign-in or refresh accepts the invitation. */
export const MyTenantView = z
  .object({
    tenantId: TenantId,
    name: z.string(),
    role: z.enum(TENANT_ROLES),
    state: z.enum(MEMBERSHIP_STATES),
    /** Of someone who has not accepted it. */
    invitation: z.optional(Invitation),
  })
  .register(z.globalRegistry, { id: 'MyTenant' })
export type MyTenantView = z.infer<typeof MyTenantView>
export const MyTenantPage = pageOf(MyTenantView)
