import type { Table } from '@tenantry/toolkit/table.ts'
import * as z from 'zod/mini'
import { changeInput } from '../lifecycle/change-tier/change-input.ts'
import type { Tenant } from '../tenants/tenant.ts'
import { LIMITS_END, LISTING, limitsEndItem } from '../tenants/tenant-items.ts'
import type { TenantStore } from '../tenants/tenant-store.ts'
import { endOfOwn } from '../usage-plans/limits-of.ts'
import { type StartServices, startBySystem } from '../workflows/start-by-system.ts'

export interface Services extends StartServices {
  table: Pick<Table, 'query' | 'put'>
  tenants: Pick<TenantStore, 'tenant' | 'commit'>
}

/** Tenants of one run; the next run follows a minute later. */
const MAX_TENANTS = 20
/** What failed is tried again after so long, and not each minute. */
const AGAIN_MS = 3_600_000
const Listed = z.object({ tenantId: z.string() })

/**
 * Has tenants return to the limits of their tier whose own have ended: by the workflow that changes tiers, so that no request is lost. A tenant that
 * another workflow holds waits for its end.
 */
export async function endLimits(services: Services): Promise<void> {
  const { table, tenants, system } = services
  const { items } = await table.query({
    index: LISTING,
    key: 'listing = :listing AND listedAt < :now',
    values: { ':listing': LIMITS_END, ':now': new Date(system.now()).toISOString() },
    limit: MAX_TENANTS,
  })
  for (const { tenantId } of items.map((item) => z.parse(Listed, item))) {
    const tenant = await tenants.tenant(tenantId)
    if (tenant && hasEnded(tenant, system.now())) await returnToTier(services, tenant)
  }
}

/** The index may lag. */
const hasEnded = (tenant: Tenant, now: number): boolean => Date.parse(endOfOwn(tenant) ?? '') <= now

async function returnToTier(services: Services, tenant: Tenant): Promise<void> {
  const { tenantId } = tenant
  const now = services.system.now()
  const limits = tenant.limits && Date.parse(tenant.limits.until) > now ? tenant.limits : null
  const input = changeInput(tenant, { tier: tenant.tier, limits })
  if (!input || tenant.workflowId !== null) return
  await services.table.put(limitsEndItem(tenantId, new Date(now + AGAIN_MS).toISOString()))
  await startBySystem(services, tenant, {
    kind: 'change-tier',
    input,
    writer: 'plan-updates',
    changeOf: (workflowId) => ({ type: 'change-tier-started', workflowId, reason: 'Its own limits have ended' }),
  })
}
