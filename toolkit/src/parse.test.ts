import { expect, test } from 'vitest'
import * as z from 'zod/mini'
import { ApiError } from './api-error.ts'
import { parse } from './parse.ts'

const Body = z.strictObject({
  name: z.string().check(z.minLength(1)),
  lines: z.array(z.strictObject({ quantity: z.int().check(z.minimum(1, 'at least one piece')) })),
})

function refusal(value: unknown, at?: string): ApiError {
  try {
    parse(Body, value, at)
  } catch (error) {
    if (error instanceof ApiError) return error
    throw error
  }
  throw new Error('it was accepted')
}

test('what fits comes back as it is', () => {
  expect(parse(Body, { name: 'a', lines: [{ quantity: 2 }] })).toEqual({ name: 'a', lines: [{ quantity: 2 }] })
})

test.each([
  [{ name: 'a', lines: [{ quantity: 2 }, { quantity: 0 }] }, 'lines.1.quantity', 'at least one piece'],
  [{ name: '', lines: [] }, 'name', 'at least 1 characters'],
  [{ lines: [] }, 'name', 'missing'],
  [{ name: 1, lines: [] }, 'name', 'must be a string'],
  [{ name: 'a', lines: [], tenantId: 'x' }, 'tenantId', 'not a known member'],
  [{ name: 'a', lines: [{ quantity: 1, price: 0 }] }, 'lines.0.price', 'not a known member'],
  [null, 'body', 'must be an object'],
  [undefined, 'body', 'missing'],
])('%j is refused at %s', (value, field, message) => {
  const error = refusal(value)
  expect(error).toMatchObject({ code: 'INVALID_REQUEST', status: 400, field })
  expect(error.message).toContain(message)
})

test.each(['{"__proto__":{}}', '{"name":"a","lines":[{"constructor":1}]}', '{"prototype":null}'])(
  'a key that reaches a prototype is refused by name: %s',
  (text) => {
    expect(refusal(JSON.parse(text)).field).toMatch(/(__proto__|constructor|prototype)$/)
  },
)

test('a body of fifty thousand nested lists is refused and breaks nothing', () => {
  expect(refusal(JSON.parse(`${'['.repeat(50_000)}${']'.repeat(50_000)}`)).code).toBe('INVALID_REQUEST')
})

test('the place of a value is part of the field, and a field stays short', () => {
  expect(refusal({ lines: [] }, 'query').field).toBe('query.name')
  expect(refusal({ name: 'a', lines: [], ['k'.repeat(5000)]: 1 }).field?.length).toBeLessThanOrEqual(200)
})
