import { ApiError } from '@tenantry/toolkit/api-error.ts'
import { ok } from '@tenantry/toolkit/http.ts'
import { notFound } from '@tenantry/toolkit/not-found.ts'
import { parse } from '@tenantry/toolkit/parse.ts'
import { assertFits } from '@tenantry/toolkit/precondition.ts'
import { inTenant } from '@tenantry/toolkit/tenant-scope.ts'
import type { Membership } from '../people/membership.ts'
import { UserBody } from './api.ts'
import type { MemberStore, MembersOf } from './member-store.ts'
import { ATTEMPTS, lastAdmin, membershipBusy, notAdminAnyMore } from './refusals.ts'
import { userView } from './user-view.ts'

/** Changes a person's role, disables or enables them, and changes nothing else. */
export const replaceUser = ({ membersOf }: { membersOf: MembersOf }) =>
  inTenant(async (tenant, { params: { id = '' }, body, precondition }) => {
    const { role, state } = parse(UserBody, body)
    const members = membersOf(tenant)
    for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
      const member = await members.get(id)
      if (!member) throw notFound('user')
      assertFits(precondition, id, member.sequence)
      const to = { role, state: state ?? member.state }
      if (member.role === to.role && member.state === to.state) return ok(userView(member))
      if (member.state === 'invited' && to.state !== 'invited') throw stillInvited()
      if (id === tenant.userId) throw await ownMembership(members, id, member.role === role ? 'state' : 'role')
      const after = members.after(member, to)
      if (await change(members, member, after, tenant.userId)) return ok(userView(after))
    }
    throw membershipBusy()
  })

/** False when somebody else changed the member meanwhile. */
async function change(members: MemberStore, member: Membership, after: Membership, adminId: string): Promise<boolean> {
  const result = await members.change(member, after, adminId)
  switch (result) {
    case 'done':
      return true
    case 'member-changed':
      return false
    case 'not-admin':
      throw notAdminAnyMore()
    default:
      throw result satisfies never
  }
}

async function ownMembership(members: MemberStore, userId: string, field: 'role' | 'state'): Promise<ApiError> {
  if (!(await members.anotherAdmin(userId))) return lastAdmin()
  return new ApiError('FORBIDDEN', `You cannot change your own ${field}: ask another tenant admin.`, { field })
}

// Enabling them would accept in their place, and disabling them would let them be enabled without having accepted.
const stillInvited = () =>
  new ApiError('CONFLICT', 'This person has not accepted the invitation; it can be removed.', { field: 'state' })
