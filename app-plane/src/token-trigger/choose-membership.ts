import { TenantId } from '@tenantry/contracts/ids.ts'
import { invitationQuestion } from '@tenantry/contracts/invitation-question.ts'
import { Refused } from '@tenantry/toolkit/trigger-handler.ts'
import * as z from 'zod/mini'
import { firstSignIn, type Membership } from '../people/membership.ts'
import type { MembershipChanges } from '../people/membership-changes.ts'
import type { MembershipStore } from '../people/membership-store.ts'

type Store = Pick<MembershipStore, 'get' | 'ofUser'> & Pick<MembershipChanges, 'accept' | 'enter'>

interface Choice {
  userId: string
  named: string | undefined
  isRefresh: boolean
  /** Answers since when a tenant exists, for a sign-in that is to ask before it accepts; null for one that accepts. */
  asks: ((tenantId: string) => Promise<string | null>) | null
}

/**
 * The membership that a sign-in or a refresh is for. Throws, which refuses the tokens, with a text that Cognito shows to the person.
 * Naming a tenant accepts its invitation, unless the sign-in asks first; without a name an invitation counts for nothing.
 */
export async function chooseMembership(memberships: Store, choice: Choice): Promise<Pick<Membership, 'tenantId'>> {
  const chosen = await choose(memberships, choice)
  // The account of a new person is active before they ever come: whether anybody of a tenant has is known from here alone.
  if (firstSignIn(chosen) === undefined && chosen.state === 'active') await memberships.enter(chosen)
  return chosen
}

async function choose(memberships: Store, { userId, named, isRefresh, asks }: Choice): Promise<Membership> {
  if (named !== undefined) return byName(memberships, { userId, named, asks })
  const all = await memberships.ofUser(userId)
  // It would move a session into another tenant than the one that it was opened for.
  if (isRefresh && activeOf(all).length > 1) throw several()
  return unnamed(all)
}

async function byName(memberships: Store, { userId, named, asks }: Omit<Choice, 'isRefresh'> & { named: string }) {
  const tenantId = z.safeParse(TenantId, named)
  const membership = tenantId.success ? await memberships.get(tenantId.data, userId) : undefined
  if (!membership) throw new Refused('You are not a member of this tenant.')
  if (membership.state === 'disabled') throw new Refused('You may not act in this tenant any more.')
  if (membership.state !== 'invited') return membership
  if (asks) {
    const { tenantId, invitedBy: by = null } = membership
    throw new Refused(invitationQuestion({ by, tenantSince: await asks(tenantId) }))
  }
  await memberships.accept(membership)
  return membership
}

/** The only membership, or the stored default of several. */
export function unnamed(memberships: Membership[]): Membership {
  const active = activeOf(memberships)
  const [first, ...others] = active
  if (!first) throw new Refused('You are not a member of any tenant.')
  const chosen = others.length === 0 ? first : active.find(({ isDefault }) => isDefault)
  if (!chosen) throw several()
  return chosen
}

const activeOf = (memberships: Membership[]) => memberships.filter(({ state }) => state === 'active')
const several = () => new Refused('You are a member of several tenants: name one in clientMetadata.tenantId.')
