import { expect, test } from 'vitest'
import { sessionPolicy } from './session-policy.ts'

/** https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html */
const MAX_CHARACTERS = 2048

test('a session policy has the same size for every tenant, and room to spare', () => {
  const sizes = ['abcdefghijkl', '000000000000'].map((tenantId) => sessionPolicy(tenantId).length)
  expect(new Set(sizes).size).toBe(1)
  expect(sizes[0]).toBeLessThan(MAX_CHARACTERS / 4)
})
