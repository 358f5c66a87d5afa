import type { TierView } from '@tenantry/contracts/control-plane-api/tier-schemas.ts'
import type * as z from 'zod/mini'
import { allowanceTexts, entitlementLabel } from '../../shared/tiers/entitlement-label.ts'

export type TierFacts = z.infer<typeof TierView>

const whole = new Intl.NumberFormat('en')
const large = new Intl.NumberFormat('en', { notation: 'compact', compactDisplay: 'long' })

/** The price of a month, in the currency's own form. */
export const priceOf = ({ priceCents }: TierFacts): string =>
  new Intl.NumberFormat('en', {
    style: 'currency',
    currency: 'USD',
    minimumFractionDigits: priceCents % 100 === 0 ? 0 : 2,
  }).format(priceCents / 100)

/** What a tenant of a tier has. */
export const factsOf = ({ rate, burst, quota, entitlements, allowances, approval }: TierFacts): string[] => [
  `${whole.format(rate)} requests a second, bursts of ${whole.format(burst)}`,
  `${large.format(quota)} requests a month`,
  ...entitlements.map(entitlementLabel),
  ...allowanceTexts(allowances),
  ...(approval ? ['Approved by an operator'] : []),
]
