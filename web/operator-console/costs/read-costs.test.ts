import { expect, test } from 'vitest'
import { readCosts } from './read-costs.ts'

const cost = (n: number) => ({
  tenantId: `tnt_${n}`,
  tier: null,
  service: 'AWSLambda',
  from: '2026-03-02T00:00:00.000Z',
  cost: '0.000000000001',
})
/** Pages of two. */
const pages = (count: number) => {
  const asked: (string | undefined)[] = []
  const fetchPage = async ({ cursor }: { cursor?: string | undefined }) => {
    asked.push(cursor)
    const at = Number(cursor ?? 0)
    return {
      runVersion: 'r-1',
      billTotal: '1.000000000000',
      unallocated: '0.500000000000',
      items: [cost(at), cost(at + 1)].slice(0, count - at),
      nextCursor: at + 2 < count ? String(at + 2) : null,
    }
  }
  return { asked, fetchPage }
}

test('costs are read to their end', async () => {
  const { asked, fetchPage } = pages(5)
  const { items, isWhole, runVersion } = await readCosts(fetchPage)
  expect(items.map(({ tenantId }) => tenantId)).toEqual(['tnt_0', 'tnt_1', 'tnt_2', 'tnt_3', 'tnt_4'])
  expect(asked).toEqual([undefined, '2', '4'])
  expect({ isWhole, runVersion }).toEqual({ isWhole: true, runVersion: 'r-1' })
})

test('what is too much to add up is said to be a part, and not read on', async () => {
  const { asked, fetchPage } = pages(100)
  expect(await readCosts(fetchPage, 4)).toMatchObject({ isWhole: false })
  expect(asked).toHaveLength(2)
})
