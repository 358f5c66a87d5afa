import { expect, test } from 'vitest'
import { latency, median, perSecond } from './latency.ts'

test('p50 and p99 are values that so many do not exceed', () => {
  const milliseconds = Array.from({ length: 100 }, (_, index) => 100 - index)
  expect(latency(milliseconds)).toEqual({ count: 100, p50: 50, p99: 99 })
  expect(latency([7])).toEqual({ count: 1, p50: 7, p99: 7 })
  expect(median([3, 1, 2])).toBe(2)
})

test('as many calls are made as were asked for, each once', async () => {
  const seen: number[] = []
  expect(await perSecond(10, 3, async (index) => void seen.push(index))).toBeGreaterThan(0)
  expect(seen.toSorted((a, b) => a - b)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9])
})
