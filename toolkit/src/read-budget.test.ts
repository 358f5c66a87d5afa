import fc from 'fast-check'
import { expect, test } from 'vitest'
import { countUnits, meterUnits } from './consumed-units.ts'
import { ReadBudget } from './read-budget.ts'

/** A read that consumes so many units, after other reads have had their turn. */
const consuming = (units: number) => async () => {
  await Promise.resolve()
  countUnits('read', { CapacityUnits: units })
  return units
}

test('however many reads run at once, they never consume more than the budget', async () => {
  const read = fc.record({ worst: fc.integer({ min: 1, max: 60 }), part: fc.double({ min: 0, max: 1, noNaN: true }) })
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 0, max: 200 }), fc.array(read, { maxLength: 30 }), async (units, reads) => {
      const budget = new ReadBudget(units)
      const { units: consumed } = await meterUnits(() =>
        Promise.all(
          reads.map(({ worst, part }) => budget.spend(() => ({ worst, read: consuming(Math.floor(worst * part)) }))),
        ),
      )
      expect(consumed.read).toBeLessThanOrEqual(units)
      expect(budget.left).toBe(units - consumed.read)
    }),
  )
})

test('a read waits for what others give back, and is refused when they give back too little', async () => {
  const budget = new ReadBudget(10)
  const [first, second, third] = await Promise.all([
    budget.spend(() => ({ worst: 10, read: consuming(3) })),
    budget.spend((left) => ({ worst: left, read: consuming(left) })),
    budget.spend(() => ({ worst: 1, read: consuming(1) })),
  ])
  expect([first?.units, second?.units, third]).toEqual([3, 7, undefined])
})

test('a read that fails frees what it had set aside', async () => {
  const budget = new ReadBudget(10)
  const failing = budget.spend(() => ({
    worst: 10,
    read: async () => {
      throw new Error('no answer')
    },
  }))
  const waiting = budget.spend(() => ({ worst: 10, read: consuming(1) }))
  await expect(failing).rejects.toThrow('no answer')
  expect(await waiting).toEqual({ result: 1, units: 1 })
})
