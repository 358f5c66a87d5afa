import { expect, test } from 'vitest'
import { bearerToken } from './bearer.ts'

test.each([
  ['Bearer aa-a.b_b.ccc', 'aa-a.b_b.ccc'],
  ['bearer  a.b.c', 'a.b.c'],
  ['BEARER a.b.c', 'a.b.c'],
])('%j carries the token %s', (authorization, token) => {
  expect(bearerToken(authorization)).toBe(token)
})

test.each([
  '',
  'Bearer',
  'Bearer a',
  'Bearer a.b',
  'Bearer a.b.c.d',
  'Bearer a.b.c d',
  'Basic a.b.c',
  'a.b.c',
  'Bearera.b.c',
])('%j carries none', (authorization) => {
  expect(bearerToken(authorization)).toBeNull()
})
