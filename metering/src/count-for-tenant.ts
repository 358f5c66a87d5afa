import type { BilledWork } from './work.ts'

/** Whether a name is that of a service of the tenant API, as its descriptor says. */
export type IsService = (name: string) => boolean

/** Work of the platform for a tenant, beside what its people ask of the API. */
const WORKFLOWS = 'workflows'
const OF_PLATFORM: readonly string[] = ['authorizer', WORKFLOWS]

/**
 * Under which service a piece of work counts. A tenant's usage has the names of services, `authorizer` and `workflows`: what other functions of the platform do for it, as
 * they keep its directory, its audit or a sign-in, counts as `workflows`, with the function in the operation. The platform's own has the names of its functions.
 */
export function countForTenant(isService: IsService): (work: BilledWork) => BilledWork {
  return (work) => {
    const { tenantId, service, operation } = work
    if (tenantId === null || OF_PLATFORM.includes(service) || isService(service)) return work
    return { ...work, service: WORKFLOWS, operation: `${service}/${operation}` }
  }
}
