import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  DynamoDBClient,
  TransactGetItemsCommand,
  type TransactionCanceledException,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Cloud, startCloud } from '../cloud.ts'
import { simpleTable } from './dynamodb-fixture.ts'

const ACCOUNTS = ['a', 'b', 'c', 'd']
const BALANCE = 6
const TableName = 'accounts'
const dataDir = mkdtempSync(join(tmpdir(), 'dynamodb-isolation-'))
let cloud: Cloud
let client: DynamoDBClient

beforeAll(async () => {
  const root = { accessKeyId: 'AKIAROOT', secretAccessKey: 'secret' }
  cloud = await startCloud({ dataDir, port: 0, root })
  client = new DynamoDBClient({ endpoint: cloud.url, region: cloud.region, credentials: root })
  await cloud.call('dynamodb', 'CreateTable', simpleTable(TableName))
  for (const account of ACCOUNTS) {
    const Item = { p: { S: account }, balance: { N: String(BALANCE) } }
    await cloud.call('dynamodb', 'PutItem', { TableName, Item })
  }
})

afterAll(async () => {
  client.destroy()
  await cloud.close()
  rmSync(dataDir, { recursive: true })
})

/** Runs a transaction again for as long as it meets others, as every caller has to. */
async function unhindered<T>(transaction: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await transaction()
    } catch (error) {
      // The client makes this class of the documented error.
      const { CancellationReasons = [] } = error as TransactionCanceledException
      if (!CancellationReasons.some(({ Code }) => Code === 'TransactionConflict')) throw error
      conflicts += 1
    }
  }
}
let conflicts = 0

async function balances(): Promise<number[]> {
  const TransactItems = ACCOUNTS.map((account) => ({ Get: { TableName, Key: { p: { S: account } } } }))
  const { Responses = [] } = await unhindered(() => client.send(new TransactGetItemsCommand({ TransactItems })))
  return Responses.map(({ Item }) => Number(Item?.balance?.N))
}

const change = (account: string, amount: number) => ({
  Update: {
    TableName,
    Key: { p: { S: account } },
    UpdateExpression: 'SET balance = balance + :amount',
    ConditionExpression: 'balance >= :least',
    ExpressionAttributeValues: { ':amount': { N: String(amount) }, ':least': { N: String(-amount) } },
  },
})

test('transactions at the same time are one after another: no reader sees half of one, and no condition is outrun', async () => {
  const transfer = async (i: number) => {
    const [from = '', to = ''] = [ACCOUNTS[i % 4], ACCOUNTS[(i + 1 + (i % 3)) % 4]]
    const TransactItems = [change(from, -(1 + (i % 7))), change(to, 1 + (i % 7))]
    try {
      await unhindered(() => client.send(new TransactWriteItemsCommand({ TransactItems })))
      return 'done'
    } catch (error) {
      // The client makes this class of the documented error.
      return (error as TransactionCanceledException).CancellationReasons?.map(({ Code }) => Code).join()
    }
  }
  const seen: number[][] = []
  const outcomes = await Promise.all(
    Array.from({ length: 60 }, async (_, i) => {
      const outcome = await transfer(i)
      seen.push(await balances())
      return outcome
    }),
  )
  for (const sums of seen) {
    expect(sums.reduce((sum, balance) => sum + balance, 0)).toBe(ACCOUNTS.length * BALANCE)
    expect(Math.min(...sums)).toBeGreaterThanOrEqual(0)
  }
  expect(conflicts).toBeGreaterThan(0)
  expect(new Set(outcomes)).toEqual(new Set(['done', 'ConditionalCheckFailed,None']))
})

test('many clients of one token make one change', async () => {
  const before = await balances()
  const command = { ClientRequestToken: 'one-transfer', TransactItems: [change('a', 5)] }
  await Promise.all(Array.from({ length: 20 }, () => client.send(new TransactWriteItemsCommand(command))))
  expect((await balances())[0]).toBe((before[0] ?? 0) + 5)
})
