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
  for (const part of ['operation', 'role', 'mutation'] as const)
    expect(new Set(some.map((attempt) => attempt[part]))).toEqual(new Set(attempts.map((attempt) => attempt[part])))
  expect(some.length).toBeLessThan(attempts.length / 3)
})

test('of mutations that are generated for an operation it takes the share alone', () => {
  const generated = attempts.map((attempt) => ({ ...attempt, mutation: `${attempt.operation} ${attempt.mutation}` }))
  expect(oneIn(10, generated).length).toBeLessThanOrEqual(generated.length / 10 + 5)
})

test('a few that an operation has to itself are all taken, and so is a small class', () => {
  const own = ['a', 'b', 'c'].map((mutation) => ({ ...(attempts[7] as Attempt), mutation }))
  expect(oneIn(10, [...attempts, ...own])).toEqual(expect.arrayContaining(own))
  expect(oneIn(10, attempts.slice(0, 100))).toHaveLength(100)
})

test('one in one is all of them', () => {
  expect(oneIn(1, attempts)).toEqual(attempts)
})
