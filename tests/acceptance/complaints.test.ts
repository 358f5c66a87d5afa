import { expect, test } from 'vitest'
import { Complaints } from './complaints.ts'
import { keepErrors } from './logged-errors.ts'

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

test('what was logged for a request is said with the complaint about it, and what was logged for others is not', () => {
  const [one, other] = ['0b2c0f0e-5a3c-4f4e-9a53-1f0d6a1c9e01', '0b2c0f0e-5a3c-4f4e-9a53-1f0d6a1c9e02']
  const line = { group: 'functions', stream: 's', timestamp: 0 }
  for (const id of [one, other]) keepErrors({ ...line, message: `{"level":"ERROR","requestId":"${id}"}` })
  keepErrors({ ...line, message: `{"level":"INFO","requestId":"${one}"}` })
  const complaints = new Complaints()
  complaints.hear(`GET / (${one}): the function failed`)
  const said = `: GET / (${one}): the function failed\nfunctions: {"level":"ERROR","requestId":"${one}"}`
  expect(() => complaints.raise()).toThrow(new Error(`The local cloud complained:\n${said}`))
})
