import { firstSignIn } from '../people/membership.ts'
import type { RunOperation } from './operation.ts'

/** Answers whether anybody has signed in, from the memberships themselves: what is announced may be on its way. */
export const signedIn: RunOperation<'signed-in'> = async ({ peopleOf }, { tenantId }) => {
  const { memberships } = await peopleOf(tenantId)
  const members = await memberships.ofTenant(tenantId)
  return { isUsed: members.some((member) => firstSignIn(member) !== undefined) }
}
