import { testDynamo } from '@tenantry/tests/support/dynamodb.ts'
import { table } from '@tenantry/toolkit/table.ts'
import { beforeEach, expect, it } from 'vitest'
import { type CodeLimit, codeLimit, mailboxOf } from './code-limit.ts'

const MINUTE_MS = 60_000
let now: number
let limit: CodeLimit

beforeEach(async () => {
  now = Date.now()
  limit = codeLimit(table(await testDynamo('signUps'), 'signUps'), { now: () => now }, { perHour: 3 })
})

const taken = (email = 'ann@acme.example') =>
  limit.take(email).then(
    () => 'taken',
    ({ code, headers }) => `${code} ${headers['retry-after']}`,
  )

it('gives an address three codes in any hour, and says when there is another one', async () => {
  expect([await taken(), await taken()]).toEqual(['taken', 'taken'])
  now += 50 * MINUTE_MS
  expect([await taken(), await taken()]).toEqual(['taken', 'TOO_MANY_CODES 600'])
  now += 10 * MINUTE_MS
  expect([await taken(), await taken(), await taken()]).toEqual(['taken', 'taken', 'TOO_MANY_CODES 3000'])
})

it('gives three of many that are asked for at once', async () => {
  const answers = await Promise.all(Array.from({ length: 20 }, () => taken()))
  expect(answers.filter((answer) => answer === 'taken')).toHaveLength(3)
})

it('counts neither what was given back, nor other addresses', async () => {
  const { giveBack } = await limit.take('ann@acme.example')
  await taken()
  await giveBack()
  expect([await taken(), await taken(), await taken('bob@acme.example')]).toEqual(['taken', 'taken', 'taken'])
  expect(await taken()).toMatch('TOO_MANY_CODES')
})

it.each([
  ['Ann@ACME.example', 'ann@acme.example'],
  [' ann@acme.example ', 'ann@acme.example'],
  ['ann+one@acme.example', 'ann@acme.example'],
  ['ann+one+two@acme.example', 'ann@acme.example'],
  ['+ann@acme.example', '+ann@acme.example'],
])('takes %s for the mailbox %s', (email, mailbox) => {
  expect(mailboxOf(email)).toBe(mailbox)
})
