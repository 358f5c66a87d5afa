import { UNUSED_TENANT_DAYS } from '@tenantry/contracts/timing.ts'
import type { OffboardingInput } from '../lifecycle/offboarding/input.ts'
import type { Tenant } from '../tenants/tenant.ts'
import type { TenantStore } from '../tenants/tenant-store.ts'
import { endOfUnused, type UnusedTenants } from '../tenants/unused-tenants.ts'
import { type StartServices, startBySystem } from '../workflows/start-by-system.ts'

export interface Services extends StartServices {
  unused: Pick<UnusedTenants, 'due' | 'isUnused' | 'lookAgain'>
  tenants: Pick<TenantStore, 'tenant' | 'commit'>
}

/** Tenants of one run; the next one follows a quarter of an hour later. */
const MAX_TENANTS = 100
/** When a tenant is looked at again that another workflow holds, or whose workflow did not begin. */
const SOON_MS = 3_600_000
/** When one is looked at again whose workflow began: an operator may have undone it. */
const AGAIN_MS = UNUSED_TENANT_DAYS * 86_400_000

const REASON = `Nobody has signed in within ${UNUSED_TENANT_DAYS} days of the invitation`

/**
 * Has tenants leave that nobody has signed in to, by the workflow that deletes every tenant. It asks the application plane once more before anything is
 * touched: see its step `settle`.
 */
export async function expireTenants(services: Services): Promise<void> {
  const { unused, tenants, system } = services
  const now = system.now()
  for (const tenantId of await unused.due(inTime(now), MAX_TENANTS)) {
    // The index may lag.
    if (!(await unused.isUnused(tenantId))) continue
    const tenant = await tenants.tenant(tenantId)
    if (!tenant) continue
    const lookAt = lookAgainAt(tenant, now)
    // First, so that one that cannot be begun keeps no other from being looked at.
    await unused.lookAgain(tenantId, inTime(lookAt ?? now + SOON_MS))
    if (lookAt !== null) continue
    if (await expire(services, tenant)) await unused.lookAgain(tenantId, inTime(now + AGAIN_MS))
  }
}

/** When a tenant that does not expire now is looked at again, in milliseconds; null for one that does. */
function lookAgainAt(tenant: Tenant, now: number): number | null {
  // Whoever suspended it decides what becomes of it, and one that leaves is gone then.
  if (tenant.status !== 'active') return now + AGAIN_MS
  const endsAt = Date.parse(endOfUnused(tenant))
  if (endsAt > now) return endsAt
  return tenant.workflowId === null ? null : now + SOON_MS
}

const inTime = (ms: number): string => new Date(ms).toISOString()

/** Whether its end has begun. */
const expire = (services: Services, tenant: Tenant): Promise<boolean> =>
  startBySystem(services, tenant, {
    kind: 'offboarding',
    input: { graceDays: 0, reason: REASON, ifUnused: true } satisfies OffboardingInput & Record<string, unknown>,
    writer: 'tenant-expiry',
    changeOf: (workflowId, endsAt) => ({ type: 'offboarding-started', workflowId, reason: REASON, endsAt }),
  })
