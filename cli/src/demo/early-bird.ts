import type { Send } from '../system/api.ts'

/** A tier of the first days, for nothing and no longer on offer: whoever has it keeps it, and costs more than they pay. */
const EARLY_BIRD = {
  name: 'Early Bird',
  ...{ deployment: 'pool', shards: 1, approval: false, priceCents: 0 },
  ...{ rate: 50, burst: 100, quota: 1_000_000 },
  entitlements: ['shared-resources', 'isolated-credentials', 'printable-documents'],
}
export type EarlyBird = 'Early Bird'

/** Does work while the tier is on offer; afterwards it is retired. */
export async function whileOffered(operator: Send, work: () => Promise<void>): Promise<void> {
  const path = `/tiers/${EARLY_BIRD.name.replace(' ', '%20')}`
  const { items } = await operator('GET', '/tiers?state=all')
  const isKnown = items.some(({ name }: { name: string }) => name === EARLY_BIRD.name)
  await (isKnown ? operator('PUT', path, { state: 'offered' }) : operator('POST', '/tiers', EARLY_BIRD))
  try {
    await work()
  } finally {
    await operator('PUT', path, { state: 'retired' })
  }
}
