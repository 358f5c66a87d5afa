import { expect, test } from 'vitest'
import * as z from 'zod/mini'
import { jsonText, readEnv } from './env.ts'

const Env = z.object({ TABLE: z.string(), BUS: z.string() })

test('the environment comes back as its contract says', () => {
  expect(readEnv(Env, { TABLE: 't', BUS: 'b', OTHER: 'x' })).toEqual({ TABLE: 't', BUS: 'b' })
})

test('a missing variable fails the initialisation by name', () => {
  expect(() => readEnv(Env, { TABLE: 't' })).toThrow('BUS')
})

test.each(['{"plan":7}', '{', ''])('a variable of JSON is malformed when it is not of its shape: %j', (text) => {
  const Plans = z.object({ PLANS: jsonText(z.record(z.string(), z.string())) })
  expect(readEnv(Plans, { PLANS: '{"Basic":"p1"}' })).toEqual({ PLANS: { Basic: 'p1' } })
  expect(() => readEnv(Plans, { PLANS: text })).toThrow('PLANS')
})
