import { usedByOldKeys } from '../lifecycle/change-tier/carry-quota.ts'
import type { Tenant } from '../tenants/tenant.ts'
import { keyOf } from '../tenants/tenant.ts'
import type { CataloguedTier } from '../tenants/tier-catalogue.ts'
import type { Services } from './change-limits.ts'

const number = new Intl.NumberFormat('en')

/** What a tenant uses that a tier does not have, each in words. */
export async function tooMuch(services: Services, tenant: Tenant, tier: CataloguedTier): Promise<string[]> {
  const [own, used] = await Promise.all([services.tiers.find(tenant.tier), usedThisMonth(services, tenant)])
  return [
    ...shards(tenant, own, tier),
    ...entitlements(own, tier),
    ...(used > tier.quota
      ? [`it has used ${number.format(used)} requests this month, of ${number.format(tier.quota)}`]
      : []),
  ]
}

/** Shards never become fewer. Those that came with a tenant's tier stay; those that it has grown beyond that are of its own size. */
const shards = (tenant: Tenant, own: CataloguedTier | null, tier: CataloguedTier): string[] =>
  tenant.shards > tier.shards && tenant.shards > (own?.shards ?? 0)
    ? [`it has grown to ${tenant.shards} shards, of ${tier.shards}`]
    : []

function entitlements(own: CataloguedTier | null, tier: CataloguedTier): string[] {
  const lost = (own?.entitlements ?? []).filter((key) => !tier.entitlements.includes(key))
  return lost.length === 0 ? [] : [`it would lose ${lost.join(', ')}`]
}

async function usedThisMonth({ gateway, usage, system }: Services, tenant: Tenant): Promise<number> {
  const apiKeyId = keyOf(tenant)
  if (apiKeyId === null) return 0
  const { usedBefore } = tenant
  return (await usedByOldKeys({ plans: gateway, usage, system }, { usedBefore, apiKeyId })).requests
}
