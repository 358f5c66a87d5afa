import { expect, test } from 'vitest'
import * as z from 'zod/mini'
import { checkServices } from './check-services.ts'
import { type AnyEntity, defineEntity } from './entity.ts'
import { defineService, type Service } from './service.ts'

const text = () => ''
const serviceWith = (sorts: Record<string, { slot: number }>): Service =>
  defineService({
    name: 'widgets',
    description: 'Widgets',
    entities: [
      defineEntity({
        name: 'widget',
        collection: 'widgets',
        idPrefix: 'wdg',
        schema: z.object({ id: z.string() }),
        sorts: Object.fromEntries(Object.entries(sorts).map(([name, sort]) => [name, { ...sort, text }])),
        searched: () => [],
      } as Parameters<typeof defineEntity>[0]) as AnyEntity,
    ],
  }) as Service

test('three sorts in slots of their own are accepted', () => {
  expect(checkServices([serviceWith({ name: { slot: 1 }, price: { slot: 3 }, stock: { slot: 2 } })])).toEqual([])
})

test.each([
  [
    'a fourth order',
    { a: { slot: 1 }, b: { slot: 2 }, c: { slot: 3 }, d: { slot: 1 } },
    'The lists of widget have 4 sorts (a, b, c, d) and its table 3 slots: remove one before you add another',
  ],
  [
    'an order in a slot that is taken',
    { name: { slot: 2 }, price: { slot: 2 } },
    'The sorts name and price of widget are both in slot 2: give the newer one a free slot',
  ],
  [
    'a slot that is not there',
    { name: { slot: 4 } },
    'The sort name of widget is in slot 4; a table has the slots 1, 2, 3',
  ],
  [
    'the order that every list has',
    { createdAt: { slot: 1 } },
    'The lists of widget cannot have a sort named createdAt',
  ],
] as [string, Record<string, { slot: number }>, string][])(
  '%s is refused with a sentence that says what to do',
  (_, sorts, complaint) => {
    expect(checkServices([serviceWith(sorts)])).toEqual([complaint])
  },
)
