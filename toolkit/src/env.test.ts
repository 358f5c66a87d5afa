import { expect, test } from 'vitest'
import * as z from 'zod/mini'
import { readEnv } from './env.ts'

const Env = z.object({ TABLE: z.string(), BUS: z.string() })

test('the environment comes back as its contract says', () => {
  expect(readEnv(Env, { TABLE: 't', BUS: 'b', OTHER: 'x' })).toEqual({ TABLE: 't', BUS: 'b' })
})

test('a missing variable fails the initialisation by name', () => {
  expect(() => readEnv(Env, { TABLE: 't' })).toThrow('BUS')
})
