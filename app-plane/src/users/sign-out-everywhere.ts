import { noContent } from '@tenantry/toolkit/http.ts'
import type { System } from '@tenantry/toolkit/system.ts'
import { inTenant } from '@tenantry/toolkit/tenant-scope.ts'
import type { People } from '../people/people.ts'
import type { PersonStore } from '../people/person-store.ts'

interface Needs {
  persons: Pick<PersonStore, 'endSessions'>
  people: Pick<People, 'signOut'>
  system: Pick<System, 'now'>
}

/** Ends every session of the caller, in every tenant, this one included: tokens are refused within S, and none is refreshed. */
export const signOutEverywhere = ({ persons, people, system }: Needs) =>
  inTenant(async ({ userId }) => {
    await persons.endSessions(userId, system.now())
    await people.signOut(userId)
    return noContent()
  })
