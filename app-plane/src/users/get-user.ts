import { ok } from '@tenantry/toolkit/http.ts'
import { notFound } from '@tenantry/toolkit/not-found.ts'
import { inTenant } from '@tenantry/toolkit/tenant-scope.ts'
import type { MembersOf } from './member-store.ts'
import { userView } from './user-view.ts'

export const getUser = ({ membersOf }: { membersOf: MembersOf }) =>
  inTenant(async (tenant, { params: { id = '' } }) => {
    const member = await membersOf(tenant).get(id)
    if (!member) throw notFound('user')
    return ok(userView(member))
  })
