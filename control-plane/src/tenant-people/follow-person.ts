import { APP_PLANE_SOURCE, TenantUserState } from '@tenantry/contracts/events.ts'
import { assertNotAhead } from '@tenantry/toolkit/event-time.ts'
import { type BusEvent, readEvent } from '@tenantry/toolkit/events.ts'
import type { System } from '@tenantry/toolkit/system.ts'
import type { TenantPeople } from '../tenants/tenant-people.ts'

/** Keeps what the app plane tells of tenants' people; events may come late, twice, and in any order. */
export const followPerson =
  ({ people, system }: { people: Pick<TenantPeople, 'keep' | 'forget'>; system: Pick<System, 'now'> }) =>
  async (event: BusEvent): Promise<void> => {
    if (event.source !== APP_PLANE_SOURCE) throw new Error(`Event ${event.id} comes from ${event.source}`)
    const person = readEvent(TenantUserState, event)
    // A membership's sequence is the time of its change, or one more than the one before.
    assertNotAhead(person.sequence, system.now())
    switch (event['detail-type']) {
      case 'sbt_aws_tenantUserCreated':
        return people.keep(person)
      case 'sbt_aws_tenantUserDeleted':
        return people.forget(person)
      default:
        throw new Error(`No rule should deliver ${event['detail-type']} here`)
    }
  }
