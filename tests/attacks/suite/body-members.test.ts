import { defineEntity, reference } from '@tenantry/contracts/service/entity.ts'
import { expect, test } from 'vitest'
import * as z from 'zod/mini'
import { rightfulBody } from '../product/rightful-body.ts'
import type { JsonSchema, Route } from '../world/route.ts'
import { freeTextsIn, numbersIn, referencesIn } from './body-members.ts'
import { sampleOf } from './sample.ts'

const ROOM = defineEntity({
  name: 'room',
  collection: 'rooms',
  idPrefix: 'rom',
  schema: z.object({ id: z.string() }),
  sorts: {},
  searched: () => [],
})
const Body = z.strictObject({
  title: z.string().check(z.minLength(1), z.maxLength(20), z.regex(/\S/)),
  code: z.string().check(z.regex(/^[A-Z]{3}$/)),
  kind: z.enum(['short', 'long']),
  from: z.iso.datetime(),
  room: reference(ROOM),
  spare: z.optional(z.nullable(reference(ROOM))),
  note: z.optional(z.string()),
  guests: z.array(z.strictObject({ room: reference(ROOM), count: z.int().check(z.minimum(1), z.maximum(4)) })),
  two: z.array(reference(ROOM)).check(z.maxLength(2)),
})
const schema = z.toJSONSchema(Body, { io: 'input' }) as JsonSchema
const example = {
  title: 'Meeting',
  code: 'ABC',
  kind: 'short',
  from: '2026-01-01T00:00:00Z',
  room: 'rom_0',
  guests: [{ room: 'rom_0', count: 1 }],
  two: ['rom_0', 'rom_0'],
}
const paths = (members: { path: string[] }[]) => members.map(({ path }) => path.join('.')).sort()

test('every member that refers to an entity is found: optional ones, and those of one more element where the list may grow', () => {
  const references = referencesIn(schema, example)
  expect(paths(references)).toEqual(['guests.0.room', 'guests.1.room', 'room', 'spare', 'two.0', 'two.1'])
  expect(paths(references.filter(({ present }) => present))).toEqual(['guests.0.room', 'room', 'two.0', 'two.1'])
  expect(new Set(references.map(({ entity }) => entity))).toEqual(new Set(['room']))
})

test('a text is put only where the schema takes it: not for ids, choices, times, patterns and what is too short', () => {
  expect(freeTextsIn(schema, example, 'canary').map((path) => path.join('.'))).toEqual(['title', 'note'])
  expect(freeTextsIn(schema, example, 'a canary that is too long for it').map(String)).toEqual(['note'])
})

test('numbers are found with what they may be', () => {
  expect(numbersIn(schema, example)).toEqual([{ path: ['guests', '0', 'count'], least: 1, most: 4 }])
})

test('a rightful body names the own entities, different ones as far as there are', () => {
  const route = { method: 'POST', path: '/bookings', body: schema, example } as Route
  expect(rightfulBody(route, { room: ['rom_1', 'rom_2'] })).toEqual({
    ...example,
    room: 'rom_1',
    guests: [{ room: 'rom_2', count: 1 }],
    two: ['rom_1', 'rom_2'],
  })
  expect(() => rightfulBody(route, {})).toThrow('There is no room for room')
  expect(() => rightfulBody({ ...route, example: null }, {})).toThrow('POST /bookings has no example')
})

test('a sample is what its schema takes, and what has a pattern has none', () => {
  const Data = z.object({
    room: reference(ROOM),
    at: z.iso.datetime(),
    kind: z.enum(['short', 'long']),
    count: z.int().check(z.minimum(3)),
    list: z.array(z.object({ amount: z.number() })),
    note: z.optional(z.string()),
  })
  const sample = sampleOf(z.toJSONSchema(Data, { io: 'input' }) as JsonSchema)
  expect(z.safeParse(Data, sample)).toMatchObject({ success: true })
  expect(() => sampleOf(z.toJSONSchema(Body, { io: 'input' }) as JsonSchema)).toThrow('value.code')
})
