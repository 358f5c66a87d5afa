import { setImmediate as tick } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { ALONE } from '../core/alone-fixture.ts'
import { openDatabase } from '../core/database.ts'
import { filterPattern } from './filter-pattern.ts'
import { caller, resourceContext, testContext } from './logs-fixture.ts'
import { logsService } from './service.ts'

const DAY = 86_400_000

function logs() {
  const context = testContext()
  const { api, writer, resourceTypes, close } = logsService({ context, ...ALONE })
  return { context, writer, close, resourceTypes, call: caller(api) }
}

test('lines of one tick are stored together and read back in order of time', async () => {
  const { context, writer, call } = logs()
  const now = context.clock.now()
  writer.put('/a', 's1', [{ timestamp: now + 1, message: 'second' }])
  writer.put('/a', 's2', [{ timestamp: now, message: 'first' }])
  const { events } = await call('FilterLogEvents', { logGroupName: '/a' })
  expect(events.map((event: { message: string }) => event.message)).toEqual(['first', 'second'])
  const read = await call('GetLogEvents', { logGroupName: '/a', logStreamName: 's1', startFromHead: true })
  expect(read.events).toEqual([{ timestamp: now + 1, message: 'second', ingestionTime: now }])
})

test('who waits for their lines to be stored goes on when they are: a process that is killed then has logged them', async () => {
  const { context, writer } = logs()
  const stored = writer.put('/a', 's', [{ timestamp: context.clock.now(), message: 'kept' }])
  const count = () => context.database.prepare('SELECT count(*) AS lines FROM logs_events').get()
  expect(count()).toEqual({ lines: 0 })
  await stored
  expect(count()).toEqual({ lines: 1 })
})

test('what was written before the tick ended is there after a restart', async () => {
  const { context, writer } = logs()
  writer.put('/a', 's', [{ timestamp: context.clock.now(), message: 'kept' }])
  await tick()
  context.database.close()
  const database = openDatabase(context.dataDir)
  const again = caller(logsService({ context: { ...context, database }, ...ALONE }).api)
  expect((await again('FilterLogEvents', { logGroupName: '/a' })).events).toHaveLength(1)
  database.close()
})

test('what was written in the tick in which the service closes is there after a restart', async () => {
  const { context, writer, close } = logs()
  writer.put('/a', 's', [{ timestamp: context.clock.now(), message: 'kept' }])
  close()
  context.database.close()
  const database = openDatabase(context.dataDir)
  const again = caller(logsService({ context: { ...context, database }, ...ALONE }).api)
  expect((await again('FilterLogEvents', { logGroupName: '/a' })).events).toHaveLength(1)
  database.close()
})

test('events are read in pages without a gap or a repetition, in both directions', async () => {
  const { context, writer, call } = logs()
  const messages = Array.from({ length: 25 }, (_, i) => `m${i}`)
  writer.put(
    '/a',
    's',
    messages.map((message) => ({ timestamp: context.clock.now(), message })),
  )
  const filtered: string[] = []
  let nextToken: string | undefined
  do {
    const page = await call('FilterLogEvents', { logGroupName: '/a', limit: 7, nextToken })
    filtered.push(...page.events.map((event: { message: string }) => event.message))
    nextToken = page.nextToken
  } while (nextToken)
  expect(filtered).toEqual(messages)

  const stream = { logGroupName: '/a', logStreamName: 's', limit: 10 }
  const last = await call('GetLogEvents', stream)
  expect(last.events.at(-1).message).toBe('m24')
  const older = await call('GetLogEvents', { ...stream, nextToken: last.nextBackwardToken })
  expect(older.events.map((event: { message: string }) => event.message)).toEqual(messages.slice(5, 15))
  const end = await call('GetLogEvents', { ...stream, nextToken: last.nextForwardToken })
  expect(end).toMatchObject({ events: [], nextForwardToken: last.nextForwardToken })
})

test('a group shows nothing older than its retention, and deletes it when it is written to', async () => {
  const { context, writer, resourceTypes, call } = logs()
  const [type] = resourceTypes
  const properties = { LogGroupName: '/a', RetentionInDays: 1 as const }
  const deployed = await type?.create(type.properties.parse(properties), resourceContext('Logs'))
  expect(deployed).toMatchObject({
    physicalId: '/a',
    attributes: { Arn: 'arn:aws:logs:us-east-1:000000000000:log-group:/a:*' },
  })
  writer.put('/a', 's', [{ timestamp: context.clock.now(), message: 'old' }])
  await call('DescribeLogGroups', {})
  context.clock.advance(2 * DAY)
  expect((await call('FilterLogEvents', { logGroupName: '/a' })).events).toEqual([])
  writer.put('/a', 's', [{ timestamp: context.clock.now(), message: 'new' }])
  await call('DescribeLogGroups', {})
  expect(context.database.prepare('SELECT message FROM logs_events').all()).toEqual([{ message: 'new' }])
})

test('PutLogEvents refuses a stream that does not exist and reports events that are too old', async () => {
  const { context, call } = logs()
  const events = [
    { timestamp: context.clock.now() - 15 * DAY, message: 'old' },
    { timestamp: context.clock.now(), message: 'now' },
  ]
  await call('CreateLogGroup', { logGroupName: '/a' })
  const put = { logGroupName: '/a', logStreamName: 's', logEvents: events }
  await expect(call('PutLogEvents', put)).rejects.toMatchObject({ code: 'ResourceNotFoundException' })
  await call('CreateLogStream', { logGroupName: '/a', logStreamName: 's' })
  expect((await call('PutLogEvents', put)).rejectedLogEventsInfo).toEqual({ tooOldLogEventEndIndex: 1 })
  await expect(call('CreateLogGroup', { logGroupName: '/a' })).rejects.toMatchObject({
    code: 'ResourceAlreadyExistsException',
  })
  await expect(call('CreateLogGroup', {})).rejects.toMatchObject({
    code: 'InvalidParameterException',
    message:
      "1 validation error detected: Value null at 'logGroupName' failed to satisfy constraint: Member must not be null",
  })
})

// The examples of https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html
test.each([
  ['', 'anything', true],
  ['ERROR ARGUMENTS', '[ERROR 419] MISSING ARGUMENTS', true],
  ['ERROR ARGUMENTS', '[ERROR 401] UNAUTHORIZED REQUEST', false],
  ['?ERROR ?ARGUMENTS', '[ERROR 401] UNAUTHORIZED REQUEST', true],
  ['"INTERNAL SERVER ERROR"', '[ERROR 500] INTERNAL SERVER ERROR', true],
  ['ERROR -ARGUMENTS', '[ERROR 419] MISSING ARGUMENTS', false],
  ['{ $.eventType = "UpdateTrail" }', '{"eventType":"UpdateTrail"}', true],
  ['{ $.sourceIPAddress != 123.123.* }', '{"sourceIPAddress":"111.111.111.111"}', true],
  ['{ $.arrayKey[0] = "value" }', '{"arrayKey":["value","another value"]}', true],
  ['{ $.errorCode = 400 }', '{"errorCode":400}', true],
  ['{ $.latency > 100 && ($.status = "a" || $.status = "b") }', '{"latency":101,"status":"b"}', true],
  ['{ $.a NOT EXISTS }', '{"b":1}', true],
  ['{ $.a IS TRUE }', '{"a":false}', false],
  ['{ $.a = "x" }', 'not json', false],
  ['{ $.a = "x.y" }', String.raw`{"a":"\u0078.y"}`, true],
  ['{ $.a = "x*z" }', '{"a":"xyz"}', true],
  ['{ $.a = "100" }', '{"a":1e2}', true],
])('the pattern %s says of %s: %s', async (pattern, message, expected) => {
  expect(filterPattern(pattern).matches(message)).toBe(expected)
  const { context, writer, call } = logs()
  writer.put('/a', 's', [{ timestamp: context.clock.now(), message }])
  await call('DescribeLogGroups', {})
  const { events } = await call('FilterLogEvents', { logGroupName: '/a', filterPattern: pattern })
  expect(events).toHaveLength(expected ? 1 : 0)
})

test('a pattern of a kind that is not supported fails by name', () => {
  expect(() => filterPattern('[ip, user]')).toThrow('space-delimited filter patterns')
  expect(() => filterPattern('{ $.a = }')).toThrow('Invalid filter pattern')
})
