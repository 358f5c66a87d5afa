import type { TierView } from '@tenantry/contracts/control-plane-api/tier-schemas.ts'
import { priceOn } from '@tenantry/contracts/tiers.ts'
import type * as z from 'zod/mini'
import type { CataloguedTier } from '../tenants/tier-catalogue.ts'

/** A tier as the API shows it on a day. */
export const tierView = (
  { retiredAt: _, ...tier }: CataloguedTier,
  { pending, today }: { pending: boolean; today: string },
): z.infer<typeof TierView> => ({
  ...tier,
  priceCents: priceOn(tier, today),
  prices: [...tier.prices],
  entitlements: [...tier.entitlements],
  allowances: { ...tier.allowances },
  pending,
})
