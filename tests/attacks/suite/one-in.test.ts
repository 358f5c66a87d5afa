import { expect, test } from 'vitest'
import type { Attempt } from './attempt.ts'
import { oneIn } from './one-in.ts'

const attempts = ['read', 'write', 'list'].flatMap((operation) =>
  ['admin', 'user'].flatMap((role) =>
    Array.from({ length: 50 }, (_, at): Attempt => {
      const mutation = `mutation ${at}`
      return { operation, role, mutation, expected: 'denied', send: async () => 'denied' }
    }),
  ),
)

test('one in many still has every operation, role and mutation', () => {
  const some = oneIn(10, attempts)
  for (const of of ['operation', 'role', 'mutation'] as const)
    expect(new Set(some.map((attempt) => attempt[of]))).toEqual(new Set(attempts.map((attempt) => attempt[of])))
  expect(some.length).toBeLessThan(attempts.length / 3)
})

test('one in one is all of them', () => {
  expect(oneIn(1, attempts)).toEqual(attempts)
})
