import { expect, test } from 'vitest'
import * as z from 'zod/mini'
import type { JsonSchema } from '../world/route.ts'
import { wrongBodies } from './wrong-bodies.ts'

const Body = z.strictObject({
  name: z.string().check(z.minLength(1), z.maxLength(10), z.regex(/\S/)),
  code: z.string().check(z.regex(/^[A-Z]{3}$/)),
  due: z.iso.datetime(),
  paid: z.boolean(),
  note: z.nullable(z.string().check(z.maxLength(5))),
  lines: z
    .array(z.strictObject({ count: z.int().check(z.minimum(1), z.maximum(4)) }))
    .check(z.minLength(1), z.maxLength(3)),
})
const rightful = {
  name: 'Lamp',
  code: 'ABC',
  due: '2026-01-01T00:00:00Z',
  paid: true,
  note: 'x',
  lines: [{ count: 1 }],
}
const wrong = wrongBodies(z.toJSONSchema(Body, { io: 'input' }) as JsonSchema, rightful, 5, 'salt')

test('each wrong body has a fault that its schema refuses, at the member that it says', () => {
  expect(wrong.length).toBeGreaterThan(150)
  const objects = wrong.filter(({ body }) => typeof body === 'object')
  for (const { mutation, body, field } of objects) {
    const { error } = z.safeParse(Body, body)
    const [issue] = error?.issues ?? []
    const path = [...(issue?.path ?? []), ...(issue?.code === 'unrecognized_keys' ? issue.keys.slice(0, 1) : [])].join(
      '.',
    )
    // What is nested deeply is refused before any schema sees it, and a schema loses a member called `__proto__`.
    const before = mutation.includes('nested deeply') || mutation.includes('__proto__')
    expect(before || path === field, `${mutation}: ${path} for ${field}`).toBe(true)
  }
})

test('null is no fault where a member may be null', () => {
  expect(wrong.some(({ mutation }) => mutation === 'note is null')).toBe(false)
  expect(wrong.some(({ mutation }) => mutation === 'note is 7')).toBe(true)
})
