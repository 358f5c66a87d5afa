import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { AwsError } from '../core/aws-error.ts'
import { movableClock } from '../core/clock.ts'
import type { CloudContext } from '../core/cloud-context.ts'
import { openDatabase } from '../core/database.ts'
import type { Functions, Iam } from '../core/faces.ts'
import { randomIds } from '../core/ids.ts'
import { runOperation } from '../core/run-operation.ts'
import { type Call, operationsOf } from '../core/service.ts'
import { eventsService } from './service.ts'

const FUNCTION = 'arn:aws:lambda:us-east-1:000000000000:function:f'
const call: Call = { principal: { kind: 'anonymous' }, requestId: 'r', sourceIp: '127.0.0.1', headers: {} }
const resource = { stackName: 's', stackId: 'id', logicalId: 'R', physicalName: () => 's-R' }

function cloud(failures = 0, dataDir = mkdtempSync(join(tmpdir(), 'tenantry-events-')), queueFailure?: AwsError) {
  const clock = movableClock()
  const sent: { input: unknown; source: string }[] = []
  const delivered: { payload: string; source: unknown }[] = []
  let left = failures
  const functions: Functions = {
    invoke: () => Promise.reject(new Error('not used')),
    invokeLater(_arn, payload, caller) {
      if (left-- > 0) throw new Error('down')
      delivered.push({
        payload: JSON.parse(payload),
        source: caller.kind === 'service' ? caller.sourceArn : caller.kind,
      })
    },
  }
  const context: CloudContext = {
    accountId: '000000000000',
    region: 'us-east-1',
    database: openDatabase(dataDir),
    dataDir,
    clock,
    ids: randomIds,
    endpoint: () => '',
    log: () => {},
  }
  const events = eventsService({
    context,
    iam: {} as Iam,
    functions,
    api: {
      async call(principal, _service, _operation, input) {
        if (queueFailure) throw queueFailure
        sent.push({ input, source: principal.kind === 'service' ? principal.sourceArn : principal.kind })
      },
    },
  })
  const type = (name: string) => {
    const found = events.resourceTypes.find((one) => one.type === name)
    if (!found) throw new Error(name)
    return found
  }
  const put = (Entries: object[]) => operationsOf(events.api).PutEvents?.run({ Entries }, call)
  return { ...events, clock, delivered, sent, type, put, dataDir, database: context.database }
}

const settle = () => new Promise((resolve) => setImmediate(resolve))
const onBus = { EventBusName: 'tenantry', Targets: [{ Id: 'f', Arn: FUNCTION }] }
const entry = { EventBusName: 'tenantry', Source: 'shop', DetailType: 'Placed', Detail: '{"n":1}' }

test('an event reaches the targets of the rules that match it, in the name of the rule', async () => {
  const { type, put, delivered } = cloud()
  await type('AWS::Events::EventBus').create({ Name: 'tenantry' }, resource)
  await type('AWS::Events::Rule').create({ ...onBus, Name: 'yes', EventPattern: { source: ['shop'] } }, resource)
  await type('AWS::Events::Rule').create({ ...onBus, Name: 'no', EventPattern: { source: ['else'] } }, resource)
  expect(put([entry])).toMatchObject({ FailedEntryCount: 0, Entries: [{ EventId: expect.any(String) }] })
  await settle()
  expect(delivered).toEqual([
    {
      payload: expect.objectContaining({
        source: 'shop',
        'detail-type': 'Placed',
        detail: { n: 1 },
        account: '000000000000',
      }),
      source: 'arn:aws:events:us-east-1:000000000000:rule/tenantry/yes',
    },
  ])
})

test('entries are refused one by one, with the code that AWS documents', async () => {
  const { type, put } = cloud()
  await type('AWS::Events::EventBus').create({ Name: 'tenantry' }, resource)
  expect(
    put([entry, { ...entry, Detail: '[' }, { ...entry, Source: '' }, { ...entry, EventBusName: 'gone' }]),
  ).toMatchObject({
    FailedEntryCount: 3,
    Entries: [
      { EventId: expect.any(String) },
      { ErrorCode: 'MalformedDetail' },
      { ErrorCode: 'InvalidArgument' },
      { ErrorCode: 'ResourceNotFoundException' },
    ],
  })
  expect(() => put([])).toThrow('length greater than or equal to 1')
})

test.each([
  5,
  [null],
  [{ ...entry, EventBusName: 5 }],
  [{ ...entry, Source: 5 }],
  [{ ...entry, Time: 1e20 }],
  [{ ...entry, TraceHeader: {} }],
])('entries that are none are refused by name: %j', (Entries) => {
  const { api } = cloud()
  const put = () =>
    runOperation(api, 'PutEvents', { Entries }, call, ({ access }, input) => {
      if (access !== 'public') access(input, call)
    })
  expect(put).toThrow(/^1 validation error detected: Value( null)? at 'Entries/)
})

test('a target that fails is tried again later, and after a restart', async () => {
  const first = cloud(2)
  await first.type('AWS::Events::EventBus').create({ Name: 'tenantry' }, resource)
  await first.type('AWS::Events::Rule').create({ ...onBus, Name: 'yes', EventPattern: { source: ['shop'] } }, resource)
  first.put([entry])
  await settle()
  first.clock.advance(1_000)
  await settle()
  expect(first.delivered).toEqual([])
  first.close()
  first.database.close()
  const second = cloud(0, first.dataDir)
  second.clock.advance(10_000)
  second.start()
  await settle()
  expect(second.delivered).toHaveLength(1)
})

test('a schedule fires each time it is due', async () => {
  const { type, clock, delivered, start } = cloud()
  start()
  await type('AWS::Events::Rule').create({ ScheduleExpression: 'rate(1 minute)', Targets: onBus.Targets }, resource)
  for (let minute = 0; minute < 3; minute++) {
    clock.advance(60_000)
    await settle()
  }
  expect(delivered).toHaveLength(3)
  expect(delivered[0]?.payload).toMatchObject({ 'detail-type': 'Scheduled Event', source: 'aws.events' })
})

test('a queue gets the event as a message, in the name of the rule', async () => {
  const { type, put, sent } = cloud()
  await type('AWS::Events::EventBus').create({ Name: 'tenantry' }, resource)
  const Targets = [{ Id: 'q', Arn: 'arn:aws:sqs:us-east-1:000000000000:q' }]
  const properties = { EventBusName: 'tenantry', Name: 'yes', EventPattern: { source: ['shop'] }, Targets }
  await type('AWS::Events::Rule').create(properties, resource)
  put([entry])
  await settle()
  expect(sent).toEqual([
    {
      input: { QueueUrl: '/000000000000/q', MessageBody: expect.stringContaining('"detail":{"n":1}') },
      source: 'arn:aws:events:us-east-1:000000000000:rule/tenantry/yes',
    },
  ])
})

test('an event that is given up goes to the dead-letter queue of its target, with the reason', async () => {
  const { type, put, sent, clock } = cloud(Number.POSITIVE_INFINITY)
  await type('AWS::Events::EventBus').create({ Name: 'tenantry' }, resource)
  const DeadLetterConfig = { Arn: 'arn:aws:sqs:us-east-1:000000000000:dead' }
  const Targets = [{ Id: 'f', Arn: FUNCTION, RetryPolicy: { MaximumRetryAttempts: 1 }, DeadLetterConfig }]
  const properties = { EventBusName: 'tenantry', Name: 'yes', EventPattern: { source: ['shop'] }, Targets }
  await type('AWS::Events::Rule').create(properties, resource)
  put([entry])
  await settle()
  expect(sent).toEqual([])
  clock.advance(1_000)
  await settle()
  expect(sent).toMatchObject([
    {
      input: {
        QueueUrl: '/000000000000/dead',
        MessageBody: expect.stringContaining('"detail-type":"Placed"'),
        MessageAttributes: {
          RULE_ARN: { StringValue: 'arn:aws:events:us-east-1:000000000000:rule/tenantry/yes' },
          TARGET_ARN: { StringValue: FUNCTION },
          ERROR_MESSAGE: { StringValue: 'down' },
          RETRY_ATTEMPTS: { StringValue: '1' },
          EXHAUSTED_RETRY_CONDITION: { StringValue: 'MaximumRetryAttempts' },
        },
      },
    },
  ])
})

test('a queue that does not let the rule in is not asked again', async () => {
  const { type, put, sent, clock } = cloud(0, undefined, new AwsError('AccessDeniedException', 'no'))
  await type('AWS::Events::EventBus').create({ Name: 'tenantry' }, resource)
  const Targets = [{ Id: 'q', Arn: 'arn:aws:sqs:us-east-1:000000000000:q' }]
  await type('AWS::Events::Rule').create(
    { ...onBus, Targets, Name: 'yes', EventPattern: { source: ['shop'] } },
    resource,
  )
  put([entry])
  await settle()
  clock.advance(3_600_000)
  await settle()
  expect(sent).toEqual([])
})

test('a target of another service fails the deployment by name', async () => {
  const { type } = cloud()
  const Targets = [{ Id: 'q', Arn: 'arn:aws:sns:us-east-1:000000000000:t' }]
  expect(() => type('AWS::Events::Rule').create({ EventPattern: { source: ['x'] }, Targets }, resource)).toThrow(
    'service sns',
  )
})
