import { expect, test } from 'vitest'
import { chosenFaults } from './chosen-faults.ts'
import type { Fault } from './faults.ts'

const faults: Fault[] = Array.from({ length: 60 }, (_, n) => ({
  at: { fn: 'lifecycle', operation: n % 20 === 13 ? `Rare${n}` : 'GetItem', nth: n + 1 },
  kind: 'throttled',
}))

test('of many faults one in ten is tried, and the first at each operation', () => {
  const tried = chosenFaults(faults, 10).map(({ at }) => at.nth)
  expect(tried).toEqual([1, 11, 14, 21, 31, 34, 41, 51, 54])
})

test('all of them are tried when that is asked for', () => {
  expect(chosenFaults(faults, 1)).toEqual(faults)
})
