import { DynamoDBClient, paginateScan } from '@aws-sdk/client-dynamodb'
import { siloStackName } from '@tenantry/contracts/deployment.ts'
import type { ExportManifest } from '@tenantry/contracts/exports.ts'
import type { Answer, Client } from '../../acceptance/client.ts'
import { eventually } from '../../acceptance/eventually.ts'
import { onboard, type Tenant } from '../../acceptance/onboarding.ts'
import { account } from '../../soak/account.ts'
import { fillShop } from '../fill-shop.ts'
import { latency } from '../latency.ts'
import { round, withLoad } from '../processor.ts'
import type { Host } from '../start-host.ts'
import { steadyShop } from '../steady-shop.ts'
import { tableNamed } from '../table-named.ts'

const RATES = { writes: 50, reads: 10 }
/** Of a workflow whose waits for S alone are minutes. */
const LONGEST = { minutes: 120 }

interface Step {
  name: string
  startedAt: string | null
  endedAt: string | null
}

/** A tenant of so many items, in a tier of the pool. */
async function largeTenant({ endpoints }: Host, operators: Client, name: string, items: number) {
  const tenant = await onboard(endpoints, name, `ada@${name.toLowerCase()}.example`, 'Premium')
  const { tenantId } = tenant.config
  const { shards } = (await operators.get(`/tenants/${tenantId}`)).body
  const began = performance.now()
  const ids = await fillShop(endpoints, tenant, { count: items, shards })
  const filledIn = (performance.now() - began) / 1000
  return { tenant, ids, itemsPerSecond: round(items / filledIn, 0) }
}

/** A move from the pool into a silo while people write and read all the time. */
export async function largeMove(host: Host, operators: Client, items: number) {
  const { tenant, ids } = await largeTenant(host, operators, 'Mover', items)
  const shop = steadyShop(host.endpoints, tenant, ids)
  return withLoad(async () => {
    const close = shop.open(RATES)
    // A silo has none of the entitlements of the pool.
    const asked = { tier: 'Platinum', force: true }
    const workflowId = started(await operators.post(`${pathOf(tenant)}/change-tier`, asked))
    const moved = await comesTo(operators, tenant, workflowId, 'waiting')
    await close()
    const there = await idsAt(host, `${siloStackName(tenant.config.tenantId)}-ProductsTable`)
    await operators.post(`${pathOf(tenant)}/workflows/${workflowId}/confirm`, undefined)
    const { steps } = await comesTo(operators, tenant, workflowId, 'done')
    const { writes, reads, held, failedReads, failedWrites } = shop.met
    const ended = (moved.steps as Step[]).filter(({ endedAt }) => endedAt)
    return {
      items,
      asked: RATES,
      seconds: secondsOf(steps),
      writes,
      writesPerSecond: round(writes / between(ended.at(0), ended.at(-1)), 1),
      fence: { writes: held.length, milliseconds: { ...latency(held), max: round(Math.max(0, ...held)) } },
      reads,
      failedReads: sample(failedReads),
      failedWrites: sample(failedWrites),
      lostWrites: shop.lost(there),
    }
  })
}

/** The end of a tenant of the pool, with its last export. */
export async function largeOffboarding(host: Host, operators: Client, items: number) {
  const { tenant, itemsPerSecond } = await largeTenant(host, operators, 'Leaver', items)
  return withLoad(async () => {
    const workflowId = started(await operators.delete(`${pathOf(tenant)}?graceDays=0`))
    const { steps, manifest, report } = await comesTo(operators, tenant, workflowId, 'done')
    const { items: exported, bytes } = (manifest as ExportManifest).stores.products ?? {}
    return {
      items,
      seconds: secondsOf(steps),
      exported: { items: exported, bytes },
      leftOver: report.stores.products.after,
      filledPerSecond: itemsPerSecond,
    }
  })
}

function started({ status, body }: Answer): string {
  if (status !== 202) throw new Error(`${status} ${JSON.stringify(body)}`)
  return body.workflowId
}

const pathOf = ({ config }: Tenant): string => `/tenants/${config.tenantId}`

async function comesTo(operators: Client, tenant: Tenant, workflowId: string, wanted: string) {
  return eventually(
    `the workflow to be ${wanted}`,
    async () => {
      const { status, body } = await operators.get(`${pathOf(tenant)}/workflows/${workflowId}`)
      if (status !== 200 || body.status === 'failed' || body.status === 'undone')
        throw new Error(`${status} ${JSON.stringify(body)}`)
      return body.status === wanted && body
    },
    LONGEST,
  )
}

/** Seconds of each step, and of all. */
function secondsOf(steps: Step[]): Record<string, number> {
  const each = steps.map((step): [string, number] => [step.name, round(between(step, step), 1)])
  return { ...Object.fromEntries(each), all: round(between(steps.at(0), steps.at(-1)), 1) }
}

const between = (first: Step | undefined, last: Step | undefined): number =>
  (Date.parse(last?.endedAt ?? last?.startedAt ?? '') - Date.parse(first?.startedAt ?? '')) / 1000

/** Every id in a table. */
async function idsAt({ endpoints }: Host, table: string): Promise<Set<string>> {
  const client = new DynamoDBClient(account(endpoints))
  const TableName = await tableNamed(endpoints, table)
  const ids = new Set<string>()
  for await (const { Items = [] } of paginateScan({ client }, { TableName, ProjectionExpression: 'id' }))
    for (const { id } of Items) if (id?.S) ids.add(id.S)
  return ids
}

const sample = (failures: string[]) => (failures.length === 0 ? 0 : { count: failures.length, first: failures[0] })
