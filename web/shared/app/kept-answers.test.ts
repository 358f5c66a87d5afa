import { expect, test } from 'vitest'
import { changed } from './kept-answers.ts'

interface Person {
  id: string
  role: string
}
const ada = { id: 'ada', role: 'admin' }
const carl = { id: 'carl', role: 'user' }
const promote = (person: Person) => ({ ...person, role: 'admin' })

test('a change shows in every list that has the thing, and in its own page', () => {
  const promoted = { id: 'carl', role: 'admin' }
  expect(changed({ items: [ada, carl], nextCursor: 'c' }, 'carl', promote)).toEqual({
    items: [ada, promoted],
    nextCursor: 'c',
  })
  expect(changed(carl, 'carl', promote)).toEqual(promoted)
})

test('what goes leaves the lists; its own page stays until the answer comes', () => {
  expect(changed({ items: [ada, carl] }, 'carl', () => null)).toEqual({ items: [ada] })
  expect(changed(carl, 'carl', () => null)).toBe(carl)
})

test('answers that do not have the thing stay as they are', () => {
  for (const kept of [ada, undefined, { total: 3 }]) expect(changed(kept, 'carl', promote)).toBe(kept)
})
