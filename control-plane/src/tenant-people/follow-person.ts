import { mayReportOf, TenantUserState } from '@tenantry/contracts/events.ts'
import { assertNotAhead } from '@tenantry/toolkit/event-time.ts'
import { type BusEvent, readEvent } from '@tenantry/toolkit/events.ts'
import type { System } from '@tenantry/toolkit/system.ts'
import type { TenantPeople } from '../tenants/tenant-people.ts'
import type { UnusedTenants } from '../tenants/unused-tenants.ts'

/** Keeps what the app plane tells of tenants' people; events may come late, twice, and in any order. */
export const followPerson =
  ({
    people,
    unused,
    system,
  }: {
    people: Pick<TenantPeople, 'keep' | 'forget'>
    unused: Pick<UnusedTenants, 'markUsed'>
    system: Pick<System, 'now'>
  }) =>
  async (event: BusEvent): Promise<void> => {
    const person = readEvent(TenantUserState, event)
    if (!mayReportOf(person.tenantId, event.source)) throw new Error(`Event ${event.id} comes from ${event.source}`)
    // A membership's sequence is the time of its change, or one more than the one before.
    assertNotAhead(person.sequence, system.now())
    // Whatever came later: that somebody was there stays true.
    if (person.signedInAt !== undefined) await unused.markUsed(person.tenantId)
    switch (event['detail-type']) {
      case 'sbt_aws_tenantUserCreated':
        return people.keep(person)
      case 'sbt_aws_tenantUserDeleted':
        return people.forget(person)
      default:
        throw new Error(`No rule should deliver ${event['detail-type']} here`)
    }
  }
