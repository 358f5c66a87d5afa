import { DatabaseSync } from 'node:sqlite'
import { expect, test } from 'vitest'
import { movableClock } from '../core/clock.ts'
import type { CloudContext } from '../core/cloud-context.ts'
import { randomIds } from '../core/ids.ts'
import { runOperation } from '../core/run-operation.ts'
import type { Call } from '../core/service.ts'
import { mailService } from './service.ts'

// biome-ignore lint/suspicious/noExplicitAny: the call and resource context play no part here
const unused: any = {}

function mail(isInSandbox = false) {
  const context: CloudContext = {
    accountId: '000000000000',
    region: 'us-east-1',
    database: new DatabaseSync(':memory:'),
    dataDir: '',
    clock: movableClock(),
    ids: randomIds,
    endpoint: () => '',
    log: () => {},
  }
  const { api, outbox, resourceTypes } = mailService({ context, isInSandbox })
  const operation = api.operations.SendEmail
  const verify = (identity: string) => resourceTypes[0]?.create({ EmailIdentity: identity }, unused)
  if (!operation || operation.access === 'public') throw new Error('operation')
  const run = (input: object, call: Call) => runOperation(api, 'SendEmail', input, call)
  return { outbox, verify, run, access: operation.access }
}

const message = (from: string, body: object) => ({
  FromEmailAddress: from,
  Destination: { ToAddresses: ['Ann <ann@example.com>'] },
  Content: { Simple: { Subject: { Data: 'Welcome' }, Body: body } },
})

test('a mail from a verified sender lands in the outbox, and one from another is rejected', () => {
  const { outbox, verify, run } = mail()
  const input = message('no-reply@acme.example', { Text: { Data: 'Hello' } })
  expect(() => run(input, unused)).toThrow(/Email address is not verified/)
  verify('acme.example')
  run(input, unused)
  expect(outbox.list()).toEqual([
    { to: 'ann@example.com', subject: 'Welcome', text: 'Hello', sentAt: '2026-01-01T00:00:00.000Z' },
  ])
})

test('IAM is asked about the most specific identity of the sender', () => {
  const { verify, access } = mail()
  const resource = () => access(message('Acme <no-reply@acme.example>', {}), unused)[0]?.resource
  expect(resource()).toBe('arn:aws:ses:us-east-1:000000000000:identity/no-reply@acme.example')
  verify('acme.example')
  expect(resource()).toBe('arn:aws:ses:us-east-1:000000000000:identity/acme.example')
})

test('an HTML-only mail shows as the lines that its reader sees', () => {
  const { outbox, verify, run } = mail()
  verify('acme.example')
  run(message('a@acme.example', { Html: { Data: '<p>Tom &amp; Ann</p>Bye<br>now' } }), unused)
  expect(outbox.list()[0]?.text).toBe('Tom & Ann\nBye\nnow')
})

test('content other than Simple is refused by name', () => {
  const { run } = mail()
  const input = { ...message('a@acme.example', {}), ConfigurationSetName: 'x' }
  expect(() => run(input, unused)).toThrow(/ConfigurationSetName of ses:SendEmail/)
})

test('in the sandbox a mail reaches verified addresses and domains alone', () => {
  const { outbox, verify, run } = mail(true)
  verify('acme.example')
  const input = message('a@acme.example', { Text: { Data: 'Hello' } })
  expect(() => run(input, unused)).toThrow(/not verified.*region US-EAST-1: Ann <ann@example.com>$/)
  expect(outbox.list()).toEqual([])
  verify('ann@example.com')
  run(input, unused)
  expect(outbox.list()).toHaveLength(1)
})

test('IAM is told the address that a mail comes from, without the name beside it', () => {
  const { verify, access } = mail()
  verify('acme.example')
  const [asked] = access(message('Acme <no-reply@acme.example>', { Text: { Data: '' } }), unused)
  expect(asked?.context).toEqual({ 'ses:FromAddress': 'no-reply@acme.example' })
})
