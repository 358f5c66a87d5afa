import { expect, test } from 'vitest'
import { Complaints } from './complaints.ts'

test('what the local cloud complains about fails the file in which it happens, and what comes after it fails the next, by its name', () => {
  const complaints = new Complaints()
  complaints.begin('one.test.ts')
  expect(() => complaints.raise()).not.toThrow()
  complaints.hear('a function failed')
  complaints.hear('Inert here: 3 alarms')
  expect(() => complaints.raise()).toThrow(/^The local cloud complained:\none\.test\.ts: a function failed$/)
  complaints.hear('it failed again')
  complaints.begin('two.test.ts')
  complaints.hear('another one failed')
  expect(() => complaints.raise()).toThrow('one.test.ts: it failed again\ntwo.test.ts: another one failed')
  expect(() => complaints.raise()).not.toThrow()
})
