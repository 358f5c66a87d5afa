import { AUDIT_EVENT, type PeopleWriter } from '@tenantry/contracts/audit.ts'
import { auditRecord, auditWrite, type By, type Change } from '@tenantry/toolkit/audit.ts'
import type { OutboxEntry } from '@tenantry/toolkit/outbox.ts'
import type { System } from '@tenantry/toolkit/system.ts'
import type { Write } from '@tenantry/toolkit/table.ts'
import { tenantEntry } from '@tenantry/toolkit/tenant-outbox.ts'
import type { Membership } from './membership.ts'

/** What happens to people of a tenant, as the audit calls it. */
export type PersonAction =
  | 'invited'
  | 'invitation-withdrawn'
  | 'invitation-resent'
  | 'invitation-accepted'
  | 'role-changed'
  | 'disabled'
  | 'enabled'
  | 'removed'
  | 'signed-out-everywhere'
  | 'export-requested'

export interface PersonChange extends Pick<Change, 'before' | 'after'> {
  tenantId: string
  userId: string
  action: PersonAction
}

/** What records a change of a person, for the transaction of the change: the record of this plane, and the news of it for the control plane. */
export type PeopleAudit = (by: By, change: PersonChange) => { write: Write; entry: OutboxEntry }

export const peopleAudit =
  (table: string, writer: PeopleWriter, system: Pick<System, 'now' | 'uuid'>): PeopleAudit =>
  (by, { tenantId, userId, action, before, after }) => {
    const object = { kind: 'person' as const, id: userId }
    const record = auditRecord(writer, by, { tenantId, action: `person.${action}`, object, before, after }, system)
    return {
      write: auditWrite(table, record),
      entry: tenantEntry(tenantId, { type: AUDIT_EVENT, detail: record }, system),
    }
  }

type Shown = Pick<Membership, 'tenantId' | 'userId' | 'email' | 'role' | 'state'>

/** A change of a membership; null before it was made, or after it ended. */
export function membershipChange(
  action: PersonAction,
  { before, after }: { before: Shown | null; after: Shown | null },
): PersonChange {
  const member = after ?? before
  if (!member) throw new Error('A change is of something')
  const { tenantId, userId } = member
  return { tenantId, userId, action, before: factsOf(before), after: factsOf(after) }
}

const factsOf = (member: Shown | null) => member && { email: member.email, role: member.role, state: member.state }

/**
 * What a change of role or state is called: what opens or closes the tenant for somebody is the weightier. A change of neither is made for an
 * invitation that is sent again.
 */
export function actionOf(before: Pick<Shown, 'role' | 'state'>, after: Pick<Shown, 'role' | 'state'>): PersonAction {
  if (before.state === after.state) return before.role === after.role ? 'invitation-resent' : 'role-changed'
  return after.state === 'disabled' ? 'disabled' : 'enabled'
}
