import type { AccountTier, AccountUsage, AccountView } from '@tenantry/contracts/tenant-account.ts'
import { type Limits, priceOn } from '@tenantry/contracts/tiers.ts'
import { ApiError } from '@tenantry/toolkit/api-error.ts'
import type { System } from '@tenantry/toolkit/system.ts'
import { dayText } from '../cost-records/units.ts'
import type { Tenant } from '../tenants/tenant.ts'
import type { TenantReader } from '../tenants/tenant-reader.ts'
import type { TenantRequests } from '../tenants/tenant-requests.ts'
import type { CataloguedTier, TierCatalogue } from '../tenants/tier-catalogue.ts'
import type { WorkflowStore } from '../workflows/workflow-store.ts'

export interface Services {
  tenants: Pick<TenantReader, 'tenant'>
  requests: TenantRequests
  tiers: Pick<TierCatalogue, 'all'>
  workflows: Pick<WorkflowStore, 'get'>
  usageOf(tenant: Tenant, tier: Limits): Promise<AccountUsage | null>
  system: Pick<System, 'now'>
}

/** A tenant as its admins see it. */
export async function showAccount(services: Services, tenant: Tenant): Promise<AccountView> {
  const { tenantId } = tenant
  const [tiers, request] = await Promise.all([services.tiers.all(), services.requests.get(tenantId)])
  const tier = tiers.find(({ name }) => name === tenant.tier)
  if (!tier) throw new Error(`Tenant ${tenantId} has the tier ${tenant.tier}, which there is not`)
  const today = dayText(services.system.now())
  const shown = (one: CataloguedTier) => ({ ...tierOf(one), priceCents: priceOn(one, today) })
  const [usage, work] = await Promise.all([services.usageOf(tenant, tier), workOn(services, tenant)])
  return {
    tier: shown(tier),
    offered: tiers.filter(({ state }) => state === 'offered').map(shown),
    usage,
    work,
    request: request && {
      kind: request.kind,
      tier: request.tier,
      words: request.words,
      state: request.state,
      askedAt: request.askedAt,
      reason: request.reason,
    },
  }
}

/** The tenant, which the application plane serves, so the control plane has it. */
export async function findServed({ tenants }: Pick<Services, 'tenants'>, tenantId: string): Promise<Tenant> {
  const tenant = await tenants.tenant(tenantId)
  if (!tenant) throw new ApiError('NOT_FOUND', 'There is no such tenant.')
  return tenant
}

async function workOn({ workflows }: Services, { tenantId, workflowId }: Tenant): Promise<AccountView['work']> {
  const workflow = workflowId === null ? null : await workflows.get(tenantId, workflowId)
  if (!workflow) return null
  const { kind, status, startedAt, waitsFor } = workflow
  return { kind, status, startedAt, waitsUntil: waitsFor?.what === 'time' ? waitsFor.until : null }
}

const tierOf = (tier: CataloguedTier): Omit<AccountTier, 'priceCents'> => {
  const { name, deployment, rate, burst, quota, entitlements, allowances } = tier
  return { name, deployment, rate, burst, quota, entitlements, allowances }
}
