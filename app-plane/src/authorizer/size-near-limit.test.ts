import { expect, test } from 'vitest'
import type { AuthorizerResult } from './authorize.ts'
import { sizeNearLimit } from './size-near-limit.ts'

const answer = (credentials: string): AuthorizerResult => ({
  principalId: 'sub',
  policyDocument: { Version: '2012-10-17', Statement: [] },
  context: { credentials },
})
const EMPTY = JSON.stringify(answer('')).length

test('an answer above 80 % of what API Gateway takes is told with its size, and never refused', () => {
  expect(sizeNearLimit(answer('x'.repeat(6_553 - EMPTY)))).toBeNull()
  expect(sizeNearLimit(answer('x'.repeat(6_554 - EMPTY)))).toEqual({ bytes: 6_554, limit: 8_192 })
  expect(sizeNearLimit(answer('x'.repeat(20_000)))).toMatchObject({ limit: 8_192 })
})

test('bytes count and not characters', () => {
  expect(sizeNearLimit(answer('é'.repeat(3_300)))).toMatchObject({ limit: 8_192 })
})
