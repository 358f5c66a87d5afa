import type { System } from '@tenantry/toolkit/system.ts'
import { type Membership, pendingInvitation } from '../people/membership.ts'
import type { MembershipStore } from '../people/membership-store.ts'

/** Cognito waits five seconds for a trigger; the index shows a membership well within one. */
const ATTEMPTS = 8
const PAUSE_MS = 250

/** The invitation that a mail to this person is about. The membership was written just before the mail, so the index may still lag. */
export async function findInvitation(
  { memberships, system }: { memberships: Pick<MembershipStore, 'ofUser'>; system: Pick<System, 'sleep'> },
  userId: string,
): Promise<Membership> {
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    const found = pendingInvitation(await memberships.ofUser(userId))
    if (found && (found.mail !== 'sent' || attempt === ATTEMPTS)) return found
    await system.sleep(PAUSE_MS)
  }
  throw new Error('The person has no membership that an invitation could name.')
}
