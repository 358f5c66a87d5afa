import { expect, test } from 'vitest'
import { ledger } from './ledger.ts'

const stored = (values: Record<string, number>) => new Map(Object.entries(values))

test('what was acknowledged must be stored, in its last version', () => {
  const things = ledger<number>('thing')
  things.sent('a', 1)
  things.acknowledged('a', 1)
  things.sent('a', 2)
  things.acknowledged('a', 2)
  expect(things.compare(stored({ a: 2 }))).toEqual([])
  expect(things.compare(stored({ a: 1 }))).toEqual(['thing a: acknowledged 2, stored 1'])
})

test('a loss and an unasked-for item are named', () => {
  const things = ledger<number>('thing')
  things.sent('a', 1)
  things.acknowledged('a', 1)
  expect(things.compare(stored({ b: 1 }))).toEqual([
    'thing b is there, and nobody wrote it',
    'thing a: acknowledged 1, stored undefined',
  ])
})

test('an unanswered write may have happened or not, and then is certain', () => {
  const things = ledger<number>('thing')
  things.sent('a', 1)
  things.acknowledged('a', 1)
  things.sent('a', undefined)
  things.sent('b', 7)
  expect(things.compare(stored({ a: 1, b: 7 }))).toEqual([])
  expect(things.compare(stored({ a: 1 }))).toEqual(['thing b: acknowledged 7, stored undefined'])
})

test('a refused write did not happen', () => {
  const things = ledger<number>('thing')
  things.sent('a', 1)
  things.refused('a', 1)
  expect(things.compare(stored({ a: 1 }))).toEqual(['thing a: acknowledged undefined, stored 1'])
})
