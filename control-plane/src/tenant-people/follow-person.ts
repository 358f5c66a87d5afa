import { APP_PLANE_SOURCE, TenantUserState } from '@tenantry/contracts/events.ts'
import { type BusEvent, readEvent } from '@tenantry/toolkit/events.ts'
import type { TenantPeople } from '../tenants/tenant-people.ts'

/** Keeps what the app plane tells of tenants' people; events may come late, twice, and in any order. */
export const followPerson =
  ({ people }: { people: Pick<TenantPeople, 'keep' | 'forget'> }) =>
  async (event: BusEvent): Promise<void> => {
    if (event.source !== APP_PLANE_SOURCE) throw new Error(`Event ${event.id} comes from ${event.source}`)
    const person = readEvent(TenantUserState, event)
    switch (event['detail-type']) {
      case 'sbt_aws_tenantUserCreated':
        return people.keep(person)
      case 'sbt_aws_tenantUserDeleted':
        return people.forget(person)
      default:
        throw new Error(`No rule should deliver ${event['detail-type']} here`)
    }
  }
