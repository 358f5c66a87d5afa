import { expect, test } from 'vitest'
import { unallocatedBy } from './causes.ts'

const cost = (service: string, day: number, cause: 'idle' | 'noDriver', dollars: number) => ({
  service,
  from: `2026-03-0${day}T00:00:00.000Z`,
  cause,
  cost: `${dollars}.000000000000`,
})
const COSTS = [
  cost('A', 3, 'idle', 1),
  cost('B', 2, 'noDriver', 3),
  cost('A', 2, 'noDriver', 1),
  cost('A', 2, 'idle', 1),
]

test('services stand by what they cost, with a sum for each cause', () => {
  const [first, second] = unallocatedBy('service', COSTS)
  expect([first?.key, second?.key]).toEqual(['A', 'B'])
  expect(first?.byCause).toEqual(
    new Map([
      ['idle', 2n * 10n ** 12n],
      ['noDriver', 10n ** 12n],
    ]),
  )
  expect(first?.cost).toBe(3n * 10n ** 12n)
})

test('days stand in their order', () => {
  expect(unallocatedBy('day', COSTS).map(({ key }) => key)).toEqual(['2026-03-02', '2026-03-03'])
})
