import { MAX_REQUEST_UNITS } from '@tenantry/toolkit/list-limits.ts'
import { expect, test } from 'vitest'
import { lists } from './lists.ts'

test('whatever the list, the search and the size of the tenant, a request reads at most 150 units', async () => {
  const { budget, shards, unitsPerRequest } = await lists([100, 10_000], 6)
  expect([budget, MAX_REQUEST_UNITS]).toEqual([150, 150])
  for (const [name, bySize] of Object.entries(unitsPerRequest)) {
    expect(Object.keys(bySize)).toEqual(['100 items', '10,000 items'])
    for (const [size, most] of Object.entries(bySize)) {
      expect(most, `${name}, ${size}`).toBeLessThanOrEqual(budget)
      // Each shard is asked: a request that was not metered would show less.
      expect(most, `${name}, ${size}`).toBeGreaterThanOrEqual(shards / 2)
    }
  }
})
