import { expect, test } from 'vitest'
import { entityTag, readIfMatch, versionsIn } from './entity-tag.ts'

test.each([
  ['*', '*'],
  [' * ', '*'],
  ['"a.1"', ['"a.1"']],
  ['"a.1", "b,c.2" ,W/"d.3"', ['"a.1"', '"b,c.2"', 'W/"d.3"']],
  [', ,"a.1",, ', ['"a.1"']],
  ['""', ['""']],
  ['', null],
  [',', null],
  ['a.1', null],
  ['"a.1', null],
  ['"a.1" "b.2"', null],
  ['*, "a.1"', null],
  ['w/"a.1"', null],
])('the header %j lists %j', (text, tags) => {
  expect(readIfMatch(text)).toEqual(tags)
})

test('a tag stands for a version of its own thing, and a weak one for none', () => {
  const tags = [entityTag('thg_1', 7), entityTag('thg_1', 0), entityTag('thg_10', 3), `W/${entityTag('thg_1', 4)}`]
  expect(versionsIn(tags, 'thg_1')).toEqual([7, 0])
  expect(versionsIn(['"thg_1.07"', '"thg_1."', '"thg_1.1e3"', '"thg_1.-1"'], 'thg_1')).toEqual([])
  expect(
    versionsIn([`"thg_1.${Number.MAX_SAFE_INTEGER}"`, '"thg_1.9007199254740993"', '"thg_1.9999999999999999"'], 'thg_1'),
  ).toEqual([Number.MAX_SAFE_INTEGER])
  expect(versionsIn([entityTag('a".9, "b', 2)], 'a".9, "b')).toEqual([2])
})
