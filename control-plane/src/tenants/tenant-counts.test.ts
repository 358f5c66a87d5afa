import { expect, test } from 'vitest'
import { tenantCounts } from './tenant-counts.ts'

test('tenants are counted by tier and status over all pages of the index', async () => {
  const all = Array.from({ length: 25 }, (_, n) => ({
    tier: n % 5 ? 'Basic' : 'Premium',
    status: n < 20 ? 'active' : 'failed',
    n,
  }))
  const counts = tenantCounts({
    async query({ after }) {
      const start = after ? Number(after.n) + 1 : 0
      const items = all.slice(start, start + 10)
      return { items, next: start + 10 < all.length ? items.at(-1) : undefined }
    },
  })
  expect(await counts()).toEqual([
    { tier: 'Basic', status: 'active', count: 16 },
    { tier: 'Basic', status: 'failed', count: 4 },
    { tier: 'Premium', status: 'active', count: 4 },
    { tier: 'Premium', status: 'failed', count: 1 },
  ])
})
