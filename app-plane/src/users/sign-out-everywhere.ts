import { noContent } from '@tenantry/toolkit/http.ts'
import { inTenant } from '@tenantry/toolkit/tenant-scope.ts'
import type { People } from '../people/people.ts'
import type { EndSessions } from './end-sessions.ts'

/** Ends every session of the caller, in every tenant, this one included: tokens are refused within S, and none is refreshed. */
export const signOutEverywhere = ({
  endSessions,
  people,
}: {
  endSessions: EndSessions
  people: Pick<People, 'signOut'>
}) =>
  inTenant(async (tenant) => {
    await endSessions(tenant)
    await people.signOut(tenant.userId)
    return noContent()
  })
