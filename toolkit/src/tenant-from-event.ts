import type { SessionCredentials } from '@tenantry/contracts/authorizer-context.ts'
import { TenantId } from '@tenantry/contracts/ids.ts'
import * as z from 'zod/mini'
import { TenantScope, type WorkTenant } from './tenant-scope.ts'
import { workFor } from './work.ts'

/** Runs work inside the scope of the tenant that an event names. */
export type WithTenantFromEvent = <T>(tenantId: string, work: (scope: TenantScope) => Promise<T>) => Promise<T>

/** A message names a tenant for whom nothing may be done now: unknown, suspended, or served elsewhere. */
export class TenantNotServed extends Error {
  constructor(tenantId: string) {
    super(`The tenant ${tenantId} is not served here`)
    this.name = 'TenantNotServed'
  }
}

/**
 * Opens tenant scopes for work without a request, which has no authorizer: the session is vended here, for a role that can do nothing in a
 * tenant but assume the tenant access role under that tenant's tag. A tenant that an event names wrongly is then no more than another tenant
 * without the entity that the event is about.
 */
export function withTenantFromEvent({
  worker,
  tenant,
  session,
}: {
  /** Who works, for the audit trail. */
  worker: string
  /** The directory's entry; undefined for a tenant that is not served. */
  tenant: (tenantId: string) => Promise<WorkTenant | undefined>
  /** Null where the function's own role is bound to the one tenant that it serves. */
  session: ((tenantId: string) => Promise<SessionCredentials>) | null
}): WithTenantFromEvent {
  return async (tenantId, work) => {
    if (!z.safeParse(TenantId, tenantId).success) throw new TenantNotServed(tenantId)
    const found = await tenant(tenantId)
    if (!found) throw new TenantNotServed(tenantId)
    workFor(found)
    return work(TenantScope.forWork(worker, found, session && (await session(tenantId))))
  }
}
