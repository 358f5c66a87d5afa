import type { System } from '@tenantry/toolkit/system.ts'
import { newMembership } from './membership.ts'
import type { MembershipChanges } from './membership-changes.ts'
import type { MembershipStore } from './membership-store.ts'
import type { HeldPerson } from './people.ts'

/** Gives a person the membership of an admin, or makes the one that they have that of an admin who may act. */
export async function makeAdmin(
  { memberships, system }: { memberships: MembershipStore & MembershipChanges; system: Pick<System, 'now'> },
  held: HeldPerson,
  tenantId: string,
): Promise<void> {
  const person = await held.createOrFind()
  const present = await memberships.get(tenantId, person.userId)
  if (!present) {
    const at = new Date(system.now()).toISOString()
    return memberships.insert(newMembership(person, { tenantId, role: 'TenantAdmin', at, invitedBy: null }))
  }
  if (present.role === 'TenantAdmin' && present.state !== 'disabled') return
  if (!(await memberships.promote(present))) throw new Error('The membership was changed meanwhile: it is tried again')
}
