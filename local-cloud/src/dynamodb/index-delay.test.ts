import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import fc from 'fast-check'
import { expect, onTestFinished, test } from 'vitest'
import { startCloud } from '../cloud.ts'
import { SLOTTED } from './dying-writer-fixture.ts'
import { testDynamodb } from './dynamodb-fixture.ts'

// Global indexes are eventually consistent on AWS. https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/GSI.html#GSI.Writes

const TableName = SLOTTED.TableName
const DELAY = 1000

type Dynamodb = ReturnType<typeof testDynamodb>

function table(indexDelay: Parameters<typeof testDynamodb>[1], database?: DatabaseSync): Dynamodb {
  const dynamodb = testDynamodb(database, indexDelay)
  onTestFinished(() => dynamodb.close())
  if (dynamodb.call('ListTables', {}).TableNames.length === 0) dynamodb.call('CreateTable', SLOTTED)
  return dynamodb
}

const put = (dynamodb: Dynamodb, s: string, slot?: string) =>
  dynamodb.call('PutItem', { TableName, Item: { p: { S: 'a' }, s: { S: s }, ...(slot && { slot: { S: slot } }) } })
const remove = (dynamodb: Dynamodb, s: string) =>
  dynamodb.call('DeleteItem', { TableName, Key: { p: { S: 'a' }, s: { S: s } } })
/** What an index of the partition shows, as `<sort key>:<slot>`. */
const shown = (dynamodb: Dynamodb, IndexName: string): string[] =>
  dynamodb
    .call('Query', {
      TableName,
      IndexName,
      KeyConditionExpression: 'p = :p',
      ExpressionAttributeValues: { ':p': { S: 'a' } },
    })
    .Items.map(({ s, slot }: Record<string, { S: string }>) => `${s?.S}:${slot?.S}`)

test('a global index shows a write when its delay is over; the table and a local index show it at once', () => {
  const dynamodb = table(DELAY)
  put(dynamodb, '1', 'x')
  expect(shown(dynamodb, 'local')).toEqual(['1:x'])
  expect(dynamodb.call('Scan', { TableName }).Count).toBe(1)
  dynamodb.clock.advance(DELAY - 1)
  expect(shown(dynamodb, 'global')).toEqual([])
  dynamodb.clock.advance(1)
  expect(shown(dynamodb, 'global')).toEqual(['1:x'])
  put(dynamodb, '1', 'y')
  remove(dynamodb, '1')
  expect(shown(dynamodb, 'global')).toEqual(['1:x'])
  dynamodb.clock.advance(DELAY)
  expect(shown(dynamodb, 'global')).toEqual([])
})

test('a delay of none is no delay, and a strongly consistent read of a global index is refused', () => {
  const dynamodb = table(0)
  put(dynamodb, '1', 'x')
  expect(shown(dynamodb, 'global')).toEqual(['1:x'])
  const read = { TableName, IndexName: 'global', ConsistentRead: true }
  for (const failure of [
    dynamodb.failure('Scan', read),
    dynamodb.failure('Query', {
      ...read,
      KeyConditionExpression: 'p = :p',
      ExpressionAttributeValues: { ':p': { S: 'a' } },
    }),
  ])
    expect(failure.message).toBe('Consistent reads are not supported on global secondary indexes')
})

test('a function is asked for the delay of each write, and no write overtakes an earlier one', () => {
  const delays = [0, 500, 0]
  const dynamodb = table(() => delays.shift() ?? 0)
  put(dynamodb, '1', 'x')
  expect(shown(dynamodb, 'global')).toEqual(['1:x'])
  put(dynamodb, '1', 'y')
  put(dynamodb, '2', 'z')
  dynamodb.clock.advance(499)
  expect(shown(dynamodb, 'global')).toEqual(['1:x'])
  dynamodb.clock.advance(1)
  expect(shown(dynamodb, 'global')).toEqual(['1:y', '2:z'])
  expect(delays).toEqual([])
})

test('a transaction that fails leaves nothing that waits', () => {
  const dynamodb = table(DELAY)
  const Item = { p: { S: 'a' }, s: { S: '1' }, slot: { S: 'x' } }
  const TransactItems = [
    { Put: { TableName, Item } },
    {
      ConditionCheck: { TableName, Key: { p: { S: 'b' }, s: { S: '1' } }, ConditionExpression: 'attribute_exists(p)' },
    },
  ]
  expect(dynamodb.failure('TransactWriteItems', { TransactItems }).code).toBe('TransactionCanceledException')
  dynamodb.clock.advance(DELAY)
  expect(shown(dynamodb, 'global')).toEqual([])
})

test('after a restart the index catches up, with the delay and without', () => {
  for (const delay of [DELAY, 0]) {
    const database = new DatabaseSync(':memory:')
    const before = table(DELAY, database)
    put(before, '1', 'x')
    before.close()
    const after = table(delay, database)
    expect(shown(after, 'global')).toEqual(delay === 0 ? ['1:x'] : [])
    after.clock.advance(DELAY)
    expect(shown(after, 'global')).toEqual(['1:x'])
  }
})

test('an index that is added while writes wait has every item once, and one that goes takes nothing with it', async () => {
  const dynamodb = table(DELAY)
  put(dynamodb, '1', 'x')
  put(dynamodb, '1', 'y')
  const second = { ...SLOTTED.GlobalSecondaryIndexes[0], IndexName: 'second' }
  const more = { ...SLOTTED, GlobalSecondaryIndexes: [...SLOTTED.GlobalSecondaryIndexes, second] }
  await dynamodb.deployTable(more, SLOTTED)
  expect(shown(dynamodb, 'second')).toEqual(['1:y'])
  put(dynamodb, '2', 'z')
  await dynamodb.deployTable(SLOTTED, more)
  dynamodb.clock.advance(DELAY)
  expect(shown(dynamodb, 'global')).toEqual(['1:y', '2:z'])
  put(dynamodb, '3', 'w')
  dynamodb.call('DeleteTable', { TableName })
  dynamodb.call('CreateTable', SLOTTED)
  dynamodb.clock.advance(DELAY)
  expect(shown(dynamodb, 'global')).toEqual([])
})

test('what a global index shows is what the table held when the delay ago was now', () => {
  const step = fc.record({
    wait: fc.nat(DELAY),
    key: fc.constantFrom('1', '2', '3'),
    slot: fc.constantFrom(undefined, 'x', 'y', 'z'),
    removed: fc.boolean(),
  })
  fc.assert(
    fc.property(fc.array(step, { maxLength: 20 }), (steps) => {
      const dynamodb = testDynamodb(undefined, DELAY)
      dynamodb.call('CreateTable', SLOTTED)
      const states: { at: number; items: Record<string, string | undefined> }[] = [{ at: 0, items: {} }]
      for (const { wait, key, slot, removed } of steps) {
        dynamodb.clock.advance(wait)
        if (removed) remove(dynamodb, key)
        else put(dynamodb, key, slot)
        const items = { ...states.at(-1)?.items, [key]: removed ? undefined : slot }
        states.push({ at: dynamodb.clock.now(), items })
        const then = states.findLast(({ at }) => at <= dynamodb.clock.now() - DELAY)
        const held = Object.entries(then?.items ?? {}).flatMap(([s, held]) => (held ? `${s}:${held}` : []))
        expect(shown(dynamodb, 'global').sort()).toEqual(held.sort())
      }
      dynamodb.close()
    }),
    { numRuns: 50 },
  )
})

test('nothing that was acknowledged is lost by kill -9 before the index has followed', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'index-delay-'))
  onTestFinished(() => rmSync(dataDir, { recursive: true, force: true }))
  const script = join(import.meta.dirname, 'dying-writer-fixture.ts')
  const writer = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', script, dataDir])
  onTestFinished(() => void writer.kill('SIGKILL'))
  let acknowledged = 0
  const exited = new Promise((resolve) => writer.once('exit', resolve))
  writer.stdout.setEncoding('utf8').on('data', (text: string) => {
    acknowledged += text.split('\n').length - 1
    if (acknowledged >= 50) writer.kill('SIGKILL')
  })
  await exited
  expect(acknowledged).toBeGreaterThanOrEqual(50)
  const cloud = await startCloud({ dataDir, port: 0, root: { accessKeyId: 'AKIA', secretAccessKey: 'secret' } })
  const { Count } = await cloud.call('dynamodb', 'Scan', { TableName, IndexName: 'global' })
  const whole = await cloud.call('dynamodb', 'Scan', { TableName })
  await cloud.close()
  expect(Count).toBeGreaterThanOrEqual(acknowledged)
  expect(Count).toBe(whole.Count)
})
