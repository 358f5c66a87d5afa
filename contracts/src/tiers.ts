/** A tier as data. Rates are requests per second, prices minor units of US dollars per month. */
export interface Tier {
  name: string
  deployment: 'pool' | 'silo'
  rate: number
  burst: number
  /** Requests per UTC month of one tenant. */
  quota: number
  /** Shards a new tenant's tables get. */
  shards: number
  approval: boolean
  priceCents: number
  features: string[]
}

export const DEFAULT_TIERS = [
  tier('Basic', 'pool', { rate: 50, burst: 100, quota: 1_000_000, shards: 1, approval: false, priceCents: 4900 }, [
    'Pooled resources',
    'Isolation by tenant-scoped credentials',
  ]),
  tier('Standard', 'pool', { rate: 100, burst: 200, quota: 5_000_000, shards: 2, approval: false, priceCents: 19900 }, [
    'Pooled resources',
    'Isolation by tenant-scoped credentials',
    'Twice the request rate',
  ]),
  tier('Premium', 'pool', { rate: 300, burst: 600, quota: 20_000_000, shards: 4, approval: false, priceCents: 49900 }, [
    'Pooled resources',
    'Isolation by tenant-scoped credentials',
    'Six times the request rate',
  ]),
  tier(
    'Platinum',
    'silo',
    { rate: 1000, burst: 2000, quota: 100_000_000, shards: 4, approval: true, priceCents: 199900 },
    ['Resources of its own', 'A user pool of its own', 'Approved by an operator'],
  ),
] as const satisfies readonly Tier[]

/** The tiers whose tenants share the pool, each with a usage plan there. */
export const POOL_TIERS = DEFAULT_TIERS.filter((tier) => tier.deployment === 'pool')

function tier(
  name: string,
  deployment: Tier['deployment'],
  limits: Omit<Tier, 'name' | 'deployment' | 'features'>,
  features: string[],
): Tier {
  return { name, deployment, ...limits, features }
}
