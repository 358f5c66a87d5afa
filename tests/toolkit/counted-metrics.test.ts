import { outboxPartition } from '@tenantry/contracts/outbox.ts'
import { readEmf } from '@tenantry/local-cloud/cloudwatch/emf/read-emf.ts'
import { invocationHandler } from '@tenantry/toolkit/invocation-handler.ts'
import { createLogger } from '@tenantry/toolkit/logger.ts'
import { writeTenantMetrics } from '@tenantry/toolkit/metrics.ts'
import { outboxWrite } from '@tenantry/toolkit/outbox.ts'
import { sweepOutbox } from '@tenantry/toolkit/sweep-outbox.ts'
import { table, transact } from '@tenantry/toolkit/table.ts'
import { tenantSessions } from '@tenantry/toolkit/tenant-session.ts'
import { beforeEach, expect, test } from 'vitest'
import { testDynamo } from '../support/dynamodb.ts'
import { CONTEXT, loggedLines } from '../support/logged-lines.ts'

const NOW = Date.parse('2026-01-01T01:00:00.000Z')
const logger = createLogger('counting')
let logged: ReturnType<typeof loggedLines>

beforeEach(() => {
  logged = loggedLines()
})

const counting = (run: () => Promise<unknown>) =>
  invocationHandler({ kind: 'step', logger, describe: () => ({ operation: 'any', tier: 'Basic' }), run })({}, CONTEXT)
const directives = (line: object | undefined) =>
  (line as { _aws: { CloudWatchMetrics: { Dimensions: string[][]; Metrics: { Name: string; Unit: string }[] }[] } })
    ._aws.CloudWatchMetrics

test('each work is measured by service and tier, and nothing else is a dimension', async () => {
  await counting(async () => {})
  expect(directives(logged.lines()[0])).toEqual([
    {
      Namespace: 'Tenantry',
      Dimensions: [['service', 'tier']],
      Metrics: [
        { Name: 'Requests', Unit: 'Count' },
        { Name: 'Errors', Unit: 'Count' },
        { Name: 'Latency', Unit: 'Milliseconds' },
      ],
    },
  ])
  expect(logged.lines()[0]).toMatchObject({ service: 'counting', tier: 'Basic', Requests: 1, Errors: 0 })
})

test('a session that STS does not give is counted for all tiers together, with the line of its work', async () => {
  const sts = { send: () => Promise.reject(new Error('throttled')) } as never
  const session = tenantSessions(sts, { roleArn: 'arn:aws:iam::1:role/r', system: { now: () => NOW } })
  await expect(counting(() => session('acme00000000'))).rejects.toThrow('throttled')
  const line = logged.lines().at(-1)
  expect(line).toMatchObject({ usage: 'step', SessionFailures: 1 })
  expect(directives(line)[1]).toMatchObject({
    Dimensions: [['service']],
    Metrics: [{ Name: 'SessionFailures', Unit: 'Count' }],
  })
})

test('a sweep tells how long the oldest entry waits that is left, between its attempts too', async () => {
  const client = await testDynamo('outbox')
  const outbox = table(client, 'outbox')
  const sweep = async (now: number, send: () => Promise<void>) => {
    const system = { now: () => now }
    const run = { index: outbox, tableOf: async () => outbox, send, remaining: () => 60_000, system, logger }
    await counting(() => sweepOutbox(run))
    return (logged.usage().at(-1) as { OutboxOldest?: number }).OutboxOldest
  }
  const down = () => Promise.reject(new Error('down'))
  expect(await sweep(NOW, down)).toBe(0)
  const key = { partition: outboxPartition('acme00000000', 'WidgetMade', 0), id: 'one' }
  const at = new Date(NOW - 120_000).toISOString()
  await transact(client, [outboxWrite('outbox', { key, type: 'WidgetMade', detail: {}, at })])
  expect(await sweep(NOW, down)).toBe(120)
  expect(await sweep(NOW + 30_000, down), 'it is not to be tried yet').toBe(150)
  expect(await sweep(NOW + 600_000, async () => {})).toBe(0)
})

test('a tenant’s own metrics are values by the dimension tenant, at most a hundred in a line', () => {
  const latencies = Array.from({ length: 250 }, (_, n) => n)
  writeTenantMetrics({ tenantId: 'acme00000000', at: NOW, requests: 250, errors: 1, throttles: 0, latencies })
  const read = logged.texts.flatMap(readEmf)
  expect(logged.texts).toHaveLength(4)
  expect(new Set(read.map(({ dimensions }) => JSON.stringify(dimensions)))).toEqual(
    new Set(['{"tenantId":"acme00000000"}']),
  )
  expect(read.filter(({ name }) => name === 'Latency').flatMap(({ values }) => values)).toEqual(latencies)
  expect(read.find(({ name }) => name === 'Requests')).toMatchObject({ values: [250], timestamp: NOW, unit: 'Count' })
})
