import fc from 'fast-check'
import { expect, test } from 'vitest'
import { divide } from './divide.ts'
import { divideExactly } from './divide-exactly.ts'

const partsOf = (weights: bigint[]) => {
  const total = weights.reduce((sum, weight) => sum + weight, 0n)
  return {
    count: weights.length,
    total,
    weight: (part: number) => weights[part] ?? 0n,
    ratios: Float64Array.from(weights, (weight) => Number(weight) / Number(total)),
  }
}

function divided(amount: number, weights: bigint[]): number[] {
  const shares = new Float64Array(weights.length)
  divide(amount, partsOf(weights), shares)
  return [...shares]
}

const exactly = (amount: number, weights: bigint[]) => divideExactly(BigInt(amount), partsOf(weights)).map(Number)

const weight = fc.oneof(
  fc.bigInt({ min: 0n, max: 12n }),
  fc.bigInt({ min: 0n, max: 10n ** 9n }),
  fc.bigInt({ min: 0n, max: 10n ** 60n }),
)
const amount = fc.oneof(fc.nat(100), fc.maxSafeNat())

test('doubles decide as integers would, for few parts and many, equal and unequal, small and large', () => {
  fc.assert(
    fc.property(amount, fc.array(weight, { minLength: 1, maxLength: 40 }), (amount, weights) => {
      fc.pre(weights.some((weight) => weight > 0n))
      expect(divided(amount, weights)).toEqual(exactly(amount, weights))
    }),
    { numRuns: 3000 },
  )
  const many = fc.record({ amount, seed: fc.nat(), distinct: fc.constantFrom(1, 3, 1000, 10 ** 9) })
  fc.assert(
    fc.property(many, ({ amount, seed, distinct }) => {
      let random = seed + 1
      const next = () => {
        random = (random * 48271) % 2147483647
        return BigInt((random % distinct) + 1)
      }
      const weights = Array.from({ length: 5000 }, next)
      // And one large part, as unallocated often is.
      const withRest = [...weights, weights.reduce((sum, weight) => sum + weight, 0n)]
      expect(divided(amount, withRest)).toEqual(exactly(amount, withRest))
    }),
    { numRuns: 60 },
  )
})

test('what is left goes to the largest remainders, and of equal ones to the first', () => {
  expect(divided(10, [1n, 1n, 1n])).toEqual([4, 3, 3])
  expect(divided(11, [1n, 1n, 1n])).toEqual([4, 4, 3])
  expect(divided(10, [15n, 15n, 70n])).toEqual([2, 1, 7])
  expect(divided(1, [1n, 2n, 1n])).toEqual([0, 1, 0])
  expect(divided(0, [1n, 2n])).toEqual([0, 0])
})

test('the parts add up to the amount', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: 10n ** 30n }), fc.array(weight, { minLength: 1 }), (amount, weights) => {
      fc.pre(weights.some((weight) => weight > 0n))
      const shares = divideExactly(amount, partsOf(weights))
      expect(shares.reduce((sum, share) => sum + share, 0n)).toBe(amount)
      for (const [part, share] of shares.entries()) if (weights[part] === 0n) expect(share).toBe(0n)
    }),
  )
})
