import { ApiError } from '@tenantry/toolkit/api-error.ts'
import { ok } from '@tenantry/toolkit/http.ts'
import { inTenant } from '@tenantry/toolkit/tenant-scope.ts'
import type { MeView } from './api.ts'
import type { MembersOf } from './member-store.ts'
import { userView } from './user-view.ts'

export const getMe = ({ membersOf }: { membersOf: MembersOf }) =>
  inTenant(async (tenant) => {
    const member = await membersOf(tenant).get(tenant.userId)
    // Removed or disabled since the authorizer looked.
    if (member?.state !== 'active')
      throw new ApiError('MEMBERSHIP_REVOKED', 'You are not a member of this tenant any more.')
    const { tenantId, tenantName, tier, plan } = tenant
    return ok({ ...userView(member), tenantId, tenantName, tier, plan } satisfies MeView)
  })
