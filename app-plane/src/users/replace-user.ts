import { RoleBody } from '@tenantry/contracts/tenant-api/schemas.ts'
import { ApiError } from '@tenantry/toolkit/api-error.ts'
import { ok } from '@tenantry/toolkit/http.ts'
import { parse } from '@tenantry/toolkit/parse.ts'
import { inTenant } from '@tenantry/toolkit/tenant-scope.ts'
import { notFound } from '../not-found.ts'
import type { Membership } from '../people/membership.ts'
import type { MemberStore, MembersOf } from './member-store.ts'
import { lastAdmin, notAdminAnyMore } from './refusals.ts'
import { userView } from './user-view.ts'

/** Changes a person's role, and nothing else of him. */
export const replaceUser = ({ membersOf }: { membersOf: MembersOf }) =>
  inTenant(async (tenant, { params: { id = '' }, body }) => {
    const { role } = parse(RoleBody, body)
    const members = membersOf(tenant)
    const member = await members.get(id)
    if (!member) throw notFound('user')
    if (member.role === role) return ok(userView(member))
    if (id === tenant.userId) throw await ownRole(members, id)
    await change(members, member, role, tenant.userId)
    return ok(userView({ ...member, role }))
  })

async function change(members: MemberStore, { userId }: Membership, role: Membership['role'], adminId: string) {
  const result = await members.changeRole(userId, role, adminId)
  switch (result) {
    case 'done':
      return
    case 'not-admin':
      throw notAdminAnyMore()
    case 'no-such-member':
      throw notFound('user')
    default:
      result satisfies never
  }
}

async function ownRole(members: MemberStore, userId: string): Promise<ApiError> {
  if (!(await members.anotherAdmin(userId))) return lastAdmin()
  return new ApiError('FORBIDDEN', 'Nobody changes his own role: ask another tenant admin.', { field: 'role' })
}
