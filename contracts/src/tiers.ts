/** What a tenant may ask of the API. Rates are requests per second; the quota is requests per UTC month. */
export interface Limits {
  rate: number
  burst: number
  quota: number
}

/** A tier as data. Prices are minor units of US dollars per month. */
export interface Tier extends Limits {
  name: string
  deployment: 'pool' | 'silo'
  /** Shards a new tenant's tables get. */
  shards: number
  approval: boolean
  priceCents: number
  /** What prices held and will hold, from which day on (UTC), in their order; empty for one that always had the same. */
  prices: Price[]
  /** What a tenant of this tier may use or has, as keys: code asks for them, and the web has words for those that it knows. */
  entitlements: string[]
  /** What a tenant of this tier may have or use at most of what code counts, by keys. What is not here has no maximum. */
  allowances: Record<string, number>
}

/** A price of a tier and the day from which it holds. */
export interface Price {
  from: string
  priceCents: number
}

/** The day of a price that has held as long as the tier. */
export const EVER = '1970-01-01'

export type PricedTier = Pick<Tier, 'priceCents' | 'prices'>

/** The price of a tier on a day. */
export const priceOn = ({ priceCents, prices }: PricedTier, day: string): number =>
  (prices.findLast(({ from }) => from <= day) ?? prices[0])?.priceCents ?? priceCents

/** With this entitlement each tenant of a tier has metrics of its own in CloudWatch, by the dimension `tenantId`: four metrics, $1.20 a month. */
export const OWN_METRICS = 'own-metrics'

/** What a team's own services ask for stands here for the tiers of a new system; this one is of the sample. */
const OF_SERVICES = ['printable-documents']
const POOLED = ['shared-resources', 'isolated-credentials', ...OF_SERVICES]

/** The tiers of a new system. Operators change, retire and delete them, and add others: see the control plane's tier catalogue. */
export const DEFAULT_TIERS = [
  tier(
    'Basic',
    'pool',
    { rate: 50, burst: 100, quota: 1_000_000, shards: 1, approval: false, priceCents: 4900 },
    POOLED,
  ),
  tier(
    'Standard',
    'pool',
    { rate: 100, burst: 200, quota: 5_000_000, shards: 2, approval: false, priceCents: 19900 },
    POOLED,
  ),
  tier(
    'Premium',
    'pool',
    { rate: 300, burst: 600, quota: 20_000_000, shards: 4, approval: false, priceCents: 49900 },
    POOLED,
  ),
  tier(
    'Platinum',
    'silo',
    { rate: 1000, burst: 2000, quota: 100_000_000, shards: 4, approval: true, priceCents: 199900 },
    ['own-resources', 'own-user-pool', ...OF_SERVICES],
  ),
] as const satisfies readonly Tier[]

function tier(
  name: string,
  deployment: Tier['deployment'],
  limits: Omit<Tier, 'name' | 'deployment' | 'prices' | 'entitlements' | 'allowances'>,
  entitlements: string[],
): Tier {
  return { name, deployment, ...limits, prices: [], entitlements, allowances: {} }
}
