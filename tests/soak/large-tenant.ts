import { DynamoDBClient, paginateScan } from '@aws-sdk/client-dynamodb'
import { onboard } from '../acceptance/onboarding.ts'
import { operatorClient } from '../acceptance/operator-client.ts'
import { fillShop } from '../bench/fill-shop.ts'
import { workflowEnd } from '../bench/measures/lives.ts'
import type { Host } from '../bench/start-host.ts'
import { tableNamed } from '../bench/table-named.ts'
import { account } from './account.ts'
import type { PartReport } from './part-report.ts'

/** Seconds of work, beside what a workflow waits for whatever it works on, that an item may take in the larger tenant beside the smaller one. */
const MOST_GROWTH = 2
const STEPS_OF_WORK = ['export', 'count', 'purge', 'recount']
const MINUTES = 240

/** A tenant of many items, and one of a tenth of them, are exported and leave: every item is counted, and none is left. */
export async function largeTenant(host: Host, items: number, print: (line: string) => void): Promise<PartReport> {
  const wrong: string[] = []
  const perItem: number[] = []
  for (const count of [Math.ceil(items / 10), items]) {
    const { seconds, differences } = await livedThrough(host, count)
    wrong.push(...differences)
    const work = Object.entries(seconds).filter(([step]) => STEPS_OF_WORK.includes(step.replace('own ', '')))
    perItem.push(work.reduce((sum, [, each]) => sum + each, 0) / count)
    const memory = Math.round((await host.ask('memory')) / 2 ** 20)
    print(`${count} items: ${work.map(([step, each]) => `${step} ${each} s`).join(', ')}; ${memory} MB`)
  }
  const [small = 0, large = 0] = perItem
  const growth = large / small
  print(`an item takes ${growth.toFixed(1)} times as long where there are ten times as many`)
  if (growth > MOST_GROWTH) wrong.push(`work for an item grows ${growth.toFixed(1)} times with ten times the items`)
  return { wrong }
}

async function livedThrough(host: Host, count: number) {
  const { endpoints } = host
  const operators = operatorClient({ endpoints })
  const tenant = await onboard(endpoints, `Large ${count}`, `ada@large-${count}.example`, 'Premium')
  const { tenantId } = tenant.config
  const path = `/tenants/${tenantId}`
  await fillShop(endpoints, tenant, { count, shards: (await operators.get(path)).body.shards })
  const done = async (answer: { body: { workflowId: string } }) => {
    const { workflowId } = answer.body
    await workflowEnd(operators, tenantId, workflowId, MINUTES)
    return (await operators.get(`${path}/workflows/${workflowId}`)).body
  }
  const own = await done(await operators.post(`${path}/export`, undefined))
  const left = await done(await operators.delete(`${path}?graceDays=0`))
  const differences: string[] = []
  const expectCount = (what: string, found: number, wanted: number) => {
    if (found !== wanted) differences.push(`${what} of ${count} items: ${found} in place of ${wanted}`)
  }
  expectCount('the export', own.manifest.stores.products.items, count)
  expectCount('the last export', left.manifest.stores.products.items, count)
  expectCount('the report before', left.report.stores.products.before, count)
  expectCount('the report after', left.report.stores.products.after, 0)
  expectCount('the table afterwards', await inTable(host, tenantId), 0)
  return { differences, seconds: { ...secondsOf(own.steps, 'own '), ...secondsOf(left.steps) } }
}

interface Step {
  name: string
  startedAt: string
  endedAt: string
}

const secondsOf = (steps: Step[], prefix = ''): Record<string, number> =>
  Object.fromEntries(
    steps.map(({ name, startedAt, endedAt }) => [
      `${prefix}${name}`,
      (Date.parse(endedAt) - Date.parse(startedAt)) / 1000,
    ]),
  )

async function inTable({ endpoints }: Host, tenantId: string): Promise<number> {
  const client = new DynamoDBClient(account(endpoints))
  const TableName = await tableNamed(endpoints, 'app-plane-ProductsTable')
  let found = 0
  for await (const { Items = [] } of paginateScan({ client }, { TableName, ProjectionExpression: 'shardId' }))
    found += Items.filter(({ shardId }) => shardId?.S?.startsWith(tenantId)).length
  return found
}
