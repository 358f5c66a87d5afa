import { expect, test } from 'vitest'
import { setAt } from './set-at.ts'

const body = { name: 'Lamp', lines: [{ id: 'a', count: 1 }] }

test('a value is changed where it stands, and the body itself is not', () => {
  expect(setAt(body, ['lines', '0', 'id'], 'b')).toEqual({ name: 'Lamp', lines: [{ id: 'b', count: 1 }] })
  expect(setAt(body, [], 7)).toBe(7)
  expect(body.lines[0]?.id).toBe('a')
})

test('an element behind the last of a list is a copy of the last, changed', () => {
  expect(setAt(body, ['lines', '1', 'id'], 'b')).toEqual({
    name: 'Lamp',
    lines: [
      { id: 'a', count: 1 },
      { id: 'b', count: 1 },
    ],
  })
})

test('a member that is not there is added, and undefined leaves one out of the JSON', () => {
  expect(setAt(body, ['note'], 'x')).toEqual({ ...body, note: 'x' })
  expect(JSON.stringify(setAt(body, ['lines'], undefined))).toBe('{"name":"Lamp"}')
})

test('a member called __proto__ is a member', () => {
  const made = setAt(JSON.parse('{"__proto__":{"a":1},"b":{}}'), ['b'], 2)
  expect(JSON.stringify(made)).toBe('{"__proto__":{"a":1},"b":2}')
})
