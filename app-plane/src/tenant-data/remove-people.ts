import { removeMember } from '../people/remove-member.ts'
import type { RunOperation } from './operation.ts'

const PAGE = 100

/** Takes the people out of a tenant, one by one, and those out of the pool who belong to no other one. */
export const removePeople: RunOperation<'remove-people'> = async ({ peopleOf, hasTime }, { tenantId }) => {
  const { memberships, people } = await peopleOf(tenantId)
  let members = 0
  let accounts = 0
  for (;;) {
    const page = await memberships.someOfTenant(tenantId, PAGE)
    if (page.length === 0) return { isDone: true, members, accounts }
    for (const member of page) {
      if (!hasTime()) return { isDone: false, members, accounts }
      if (await removeMember({ memberships, people }, member)) accounts++
      members++
    }
  }
}
