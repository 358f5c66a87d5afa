import type { ApiRequest } from '@tenantry/toolkit/http.ts'
import { isActiveAdmin, type Membership, nextSequence } from '../people/membership.ts'
import type { MemberStore } from './member-store.ts'

/** A tenant's memberships in memory, with the conditions of the real ones: what tests of operations run on. */
export function membersInMemory(...stored: Membership[]) {
  const members = new Map(stored.map((member) => [member.userId, member]))
  const present = (userId: string) => members.get(userId)
  const isAdmin = (userId: string) => {
    const member = present(userId)
    return member !== undefined && isActiveAdmin(member)
  }
  const same = (member: Membership) => present(member.userId)?.sequence === member.sequence

  const store: MemberStore = {
    get: async (userId) => present(userId),
    list: async ({ limit }) => ({ items: [...members.values()].slice(0, limit), nextCursor: null }),
    async insert(member) {
      if (present(member.userId)) return false
      members.set(member.userId, member)
      return true
    },
    async mailSent(userId) {
      const member = present(userId)
      if (member) members.set(userId, { ...member, mail: 'sent' })
    },
    withdraw: async ({ userId }) => void members.delete(userId),
    anotherAdmin: async (userId) => [...members.values()].find((one) => isActiveAdmin(one) && one.userId !== userId),
    async change(member, to, adminId) {
      if (!isAdmin(adminId)) return 'not-admin'
      if (!same(member)) return 'member-changed'
      members.set(member.userId, { ...member, ...to, sequence: nextSequence(member, 0) })
      return 'done'
    },
    async remove(member, adminId) {
      if (!isAdmin(adminId)) return 'not-admin'
      if (!same(member)) return 'member-changed'
      members.delete(member.userId)
      return 'done'
    },
  }
  return { members, store, membersOf: () => store }
}

export const member = (
  userId: string,
  role: Membership['role'],
  state: Membership['state'] = 'active',
): Membership => ({
  tenantId: 'acme00000000',
  userId,
  email: `${userId}@acme.example`,
  role,
  state,
  isDefault: true,
  mail: 'sent',
  mailClaimedAt: null,
  createdAt: '2026-01-01T00:00:00.000Z',
  sequence: 1,
})

/** A request of a person, as it comes from the authorizer. */
export const requestOf = (userId: string, id: string, body?: unknown): ApiRequest => ({
  operation: '',
  params: { id },
  query: {},
  headers: {},
  body,
  caller: {
    tenantId: 'acme00000000',
    tenantName: 'Acme',
    userId,
    role: 'TenantAdmin',
    tier: 'Basic',
    readShards: '1',
    writeShards: '1',
    deployment: 'pool',
    credentials: JSON.stringify({ accessKeyId: 'a', secretAccessKey: 's', sessionToken: 't' }),
  },
  requestId: 'r1',
})
