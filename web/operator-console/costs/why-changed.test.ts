import { expect, test } from 'vitest'
import { whyChanged } from './why-changed.ts'

const change = (before: bigint, byUse: bigint, byPrice: bigint) => ({
  before,
  after: before + byUse + byPrice,
  byUse,
  byPrice,
})

test('the larger part of a change is named first, and a small one not at all', () => {
  expect(whyChanged(change(10n, 5n, 0n))).toBe('More use')
  expect(whyChanged(change(10n, -5n, 0n))).toBe('Less use')
  expect(whyChanged(change(10n, 5n, -9n))).toBe('Cheaper use, more use')
  expect(whyChanged(change(1000n, 100n, 2n))).toBe('More use')
  expect(whyChanged(change(1000n, 0n, 2n))).toBe('Dearer use')
})

test('what was not there before is new, and what did not change says so', () => {
  expect(whyChanged(change(0n, 5n, 0n))).toBe('New')
  expect(whyChanged(change(5n, 0n, 0n))).toBe('Nothing')
})
