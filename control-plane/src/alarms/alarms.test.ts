import { describeAlarm } from '@tenantry/contracts/alarm-description.ts'
import { buildOperator, buildRequest } from '@tenantry/tests/support/builders.ts'
import { testCursors } from '@tenantry/tests/support/cursors.ts'
import { testDynamo } from '@tenantry/tests/support/dynamodb.ts'
import type { ApiOperation } from '@tenantry/toolkit/http.ts'
import { system as realSystem } from '@tenantry/toolkit/system.ts'
import { table } from '@tenantry/toolkit/table.ts'
import { beforeEach, expect, test } from 'vitest'
import { auditReader, type ReadAudit } from '../audit/audit-reader.ts'
import { type RemovedOperators, removedOperators } from '../operators/removed-operators.ts'
import { acknowledgeAlarm } from './acknowledge-alarm.ts'
import { acknowledgements } from './acknowledgements.ts'
import { deployedAlarms } from './deployed-alarms.ts'
import { listAlarms } from './list-alarms.ts'

const AT = Date.parse('2026-01-01T00:00:00.000Z')
const DESCRIPTION = describeAlarm(
  { what: 'Something fails', paragraph: 'errors-of-an-api' },
  'https://console.example/',
)

interface Alarm {
  AlarmName: string
  AlarmDescription: string
  StateValue: 'OK' | 'ALARM' | 'INSUFFICIENT_DATA'
  StateReason: string
  StateTransitionedTimestamp: Date
}
const alarm = (name: string, StateValue: Alarm['StateValue'], seconds = 0): Alarm => ({
  AlarmName: `tenantry-${name}`,
  AlarmDescription: DESCRIPTION,
  StateValue,
  StateReason: 'Threshold Crossed',
  StateTransitionedTimestamp: new Date(AT + seconds * 1000),
})

let deployed: Alarm[]
let removed: RemovedOperators
let readAudit: ReadAudit
let operations: { list: ApiOperation; acknowledge: ApiOperation }

beforeEach(async () => {
  const client = await testDynamo('tenants', 'audit')
  deployed = [
    alarm('fine', 'OK'),
    alarm('fires', 'ALARM'),
    alarm('new', 'INSUFFICIENT_DATA'),
    alarm('last', 'ALARM', 9),
  ]
  removed = removedOperators(table(client, 'tenants'))
  readAudit = auditReader(table(client, 'audit'))
  let now = AT
  const system = { ...realSystem, now: () => ++now }
  // CloudWatch as it answers DescribeAlarms, two at a time.
  const send = async ({
    input,
  }: {
    input: { AlarmNames?: string[]; AlarmNamePrefix?: string; NextToken?: string }
  }) => {
    const { AlarmNames, AlarmNamePrefix = '', NextToken = '0' } = input
    const found = deployed.filter(
      ({ AlarmName }) => AlarmNames?.includes(AlarmName) ?? AlarmName.startsWith(AlarmNamePrefix),
    )
    const at = Number(NextToken)
    return { MetricAlarms: found.slice(at, at + 2), ...(at + 2 < found.length && { NextToken: String(at + 2) }) }
  }
  const services = {
    alarms: deployedAlarms({ send: send as never }),
    acknowledged: acknowledgements(client, { tenants: 'tenants', audit: 'audit' }, system),
    cursors: await testCursors(),
  }
  operations = { list: listAlarms(services), acknowledge: acknowledgeAlarm(services) }
})

interface Page {
  items: { name: string; acknowledged: { by: string; note: string } | null }[]
  nextCursor: string | null
}
const list = async (query: Record<string, string> = {}) =>
  (await operations.list(buildRequest({ query, caller: buildOperator() }))).body as Page
const acknowledge = (name: string, body: object = {}, by = 'op1') =>
  operations.acknowledge(buildRequest({ params: { name: `tenantry-${name}` }, body, caller: buildOperator(by) }))
const takenOn = async (name: string) =>
  (await list()).items.find((one) => one.name === `tenantry-${name}`)?.acknowledged ?? null
const records = async () => (await readAudit({ filter: {}, limit: 10, after: null })).entries

test('alarms that fire come first, those that changed last before others, over pages and whatever CloudWatch pages by', async () => {
  deployed.push({ ...alarm('x', 'ALARM'), AlarmName: 'of-somebody-else' })
  const seen: string[] = []
  let cursor: string | null = ''
  while (cursor !== null) {
    const page: Page = await list({ limit: '3', ...(cursor && { cursor }) })
    seen.push(...page.items.map(({ name }) => name))
    cursor = page.nextCursor
  }
  expect(seen).toEqual(['tenantry-last', 'tenantry-fires', 'tenantry-new', 'tenantry-fine'])
})

test('an alarm says what happens, since when, and where to read what to do', async () => {
  const [first] = (await list()).items
  expect(first).toEqual({
    name: 'tenantry-last',
    description: 'Something fails',
    state: 'ALARM',
    since: '2026-01-01T00:00:09.000Z',
    reason: 'Threshold Crossed',
    guide: '/guide#errors-of-an-api',
    acknowledged: null,
  })
})

test('an alarm that is taken on shows by whom until its state changes, and the audit has it', async () => {
  expect(await acknowledge('fires', { note: 'On it' })).toMatchObject({
    status: 200,
    body: { acknowledged: { by: 'op1@operators.example', note: 'On it' } },
  })
  expect(await takenOn('fires')).toMatchObject({ by: 'op1@operators.example', note: 'On it' })
  expect(await takenOn('last')).toBeNull()
  expect(await records()).toMatchObject([
    {
      action: 'alarm.acknowledged',
      object: { kind: 'alarm', id: 'tenantry-fires' },
      actor: { id: 'op1' },
      before: null,
      after: { by: 'op1@operators.example', note: 'On it' },
    },
  ])
  deployed = [alarm('fires', 'OK', 60)]
  expect(await takenOn('fires')).toBeNull()
  deployed = [alarm('fires', 'ALARM', 120)]
  expect(await takenOn('fires')).toBeNull()
  await acknowledge('fires')
  expect(await takenOn('fires')).toMatchObject({ note: '' })
})

test('somebody else may take an alarm over, which the audit tells; of two at one moment one does', async () => {
  await acknowledge('fires', { note: 'On it' })
  await acknowledge('fires', { note: 'Mine' }, 'op2')
  expect(await takenOn('fires')).toMatchObject({ by: 'op2@operators.example', note: 'Mine' })
  expect((await records())[0]).toMatchObject({ before: { note: 'On it' }, after: { note: 'Mine' } })

  const at = (by: string) =>
    acknowledge('last', {}, by).then(
      () => 'done',
      ({ code }) => code,
    )
  expect((await Promise.all([at('op1'), at('op2')])).toSorted()).toEqual(['CONFLICT', 'done'])
})

test.each<[string, string, string]>([
  ['is fine', 'fine', 'CONFLICT'],
  ['knows nothing', 'new', 'CONFLICT'],
  ['is not there', 'none', 'NOT_FOUND'],
  ['has no possible name', 'a b/../c', 'NOT_FOUND'],
])('an alarm that %s cannot be taken on', async (_, name, code) => {
  await expect(acknowledge(name)).rejects.toMatchObject({ code })
  expect(await records()).toEqual([])
})

test("an alarm of somebody else's is none of ours", async () => {
  deployed = [{ ...alarm('x', 'ALARM'), AlarmName: 'theirs' }]
  const request = buildRequest({ params: { name: 'theirs' }, body: {}, caller: buildOperator() })
  await expect(operations.acknowledge(request)).rejects.toMatchObject({ code: 'NOT_FOUND' })
})

test('a note of 500 characters is enough', async () => {
  await expect(acknowledge('fires', { note: 'x'.repeat(501) })).rejects.toMatchObject({ code: 'INVALID_REQUEST' })
})

test('an operator who was removed takes nothing on', async () => {
  await removed.add('op1')
  await expect(acknowledge('fires')).rejects.toMatchObject({ code: 'FORBIDDEN' })
  expect(await takenOn('fires')).toBeNull()
  expect(await records()).toEqual([])
})
