import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3'
import { costObjects } from '@tenantry/control-plane/cost-records/cost-objects.ts'
import { costState } from '@tenantry/control-plane/cost-records/cost-state.ts'
import { runRecords } from '@tenantry/control-plane/cost-records/run-records.ts'
import { tenantCosts } from '@tenantry/control-plane/cost-records/tenant-costs.ts'
import { advance, type Outcome, type RunServices } from '@tenantry/control-plane/cost-runs/advance.ts'
import type { Attributed } from '@tenantry/control-plane/cost-runs/attribute-unit.ts'
import { listCostChanges } from '@tenantry/control-plane/costs/list-cost-changes.ts'
import { listCostLines } from '@tenantry/control-plane/costs/list-cost-lines.ts'
import { listCostRuns } from '@tenantry/control-plane/costs/list-cost-runs.ts'
import { listCosts } from '@tenantry/control-plane/costs/list-costs.ts'
import { listMargins } from '@tenantry/control-plane/costs/list-margins.ts'
import { listUnallocatedCosts } from '@tenantry/control-plane/costs/list-unallocated-costs.ts'
import type { Tenant } from '@tenantry/control-plane/tenants/tenant.ts'
import { tierCatalogue } from '@tenantry/control-plane/tenants/tier-catalogue.ts'
import { keepUses } from '@tenantry/control-plane/usage-records/hour-state.ts'
import { ALONE } from '@tenantry/local-cloud/core/alone-fixture.ts'
import { dynamodbService } from '@tenantry/local-cloud/dynamodb/service.ts'
import { s3Service } from '@tenantry/local-cloud/s3/service.ts'
import type { DriverUse } from '@tenantry/metering/driver-use.ts'
import { openCursors } from '@tenantry/toolkit/cursors.ts'
import { system as realSystem } from '@tenantry/toolkit/system.ts'
import { table } from '@tenantry/toolkit/table.ts'
import { billDatabase, type CurLine } from './bill-database.ts'
import { buildRequest } from './builders.ts'
import { contextOf, createTables } from './dynamodb.ts'
import { type AroundCall, inProcessAws } from './in-process-aws.ts'

const BUCKET = 'costs'

/** What attributes costs, and answers about them: the local cloud's DynamoDB and S3 in this process, a bill and usage that a test writes, and a clock that it sets. */
export async function costsWorld(around?: AroundCall) {
  const dataDir = mkdtempSync(join(tmpdir(), 'tenantry-costs-'))
  const context = { ...contextOf(new DatabaseSync(':memory:')), dataDir }
  const dynamodb = dynamodbService({ context })
  const objectStore = s3Service({ context, ...ALONE })
  const { config } = inProcessAws([dynamodb.api, objectStore.api], around)
  const client = new DynamoDBClient(config)
  const s3 = new S3Client({ ...config, forcePathStyle: true })
  await createTables(client, ['usage', 'costs', 'tiers', 'lists'])
  await s3.send(new CreateBucketCommand({ Bucket: BUCKET }))
  const [usage, costs] = [table(client, 'usage'), table(client, 'costs')]
  const clock = { now: Date.UTC(2026, 10, 29, 12) }
  let ids = 0
  const system = { ...realSystem, now: () => clock.now, uuid: () => `holder-${ids++}` }
  const bill: CurLine[] = []
  const uses: DriverUse[] = []
  const tenants: Tenant[] = []
  const measured: Attributed[] = []
  const failures: number[] = []
  const state = costState(costs)
  const objects = costObjects(s3, BUCKET)
  const records = runRecords(costs)
  const perTenant = tenantCosts(costs)
  const queries = billDatabase(
    () => bill,
    () => uses,
  )
  const services: RunServices = {
    costs,
    usage,
    tenants: { tenant: async (id) => tenants.find(({ tenantId }) => tenantId === id) ?? null },
    state,
    objects,
    records,
    tenantCosts: perTenant,
    queries,
    measure: (attributed) => void measured.push(attributed),
    countFailure: () => void failures.push(1),
    system,
    logger: { info() {}, warn() {} },
  }
  const reads = {
    state,
    objects,
    records,
    tenantCosts: perTenant,
    cursors: openCursors(table(client, 'lists'), system),
    tiers: tierCatalogue(table(client, 'tiers')),
    tenantsWith: async () => tenants,
    accountId: '000000000000',
    spread: 'proportional' as const,
    system,
  }
  const operations = {
    costs: listCosts(reads),
    unallocated: listUnallocatedCosts(reads),
    lines: listCostLines(reads),
    margins: listMargins(reads),
    changes: listCostChanges(reads),
    runs: listCostRuns(reads),
  }
  let executions = 0
  return {
    ...services,
    clock,
    bill,
    uses,
    tenants,
    measured,
    failures,
    queries,
    tiersTable: table(client, 'tiers'),
    /** Adds usage of a tenant in an hour, or puts other usage in its place, and notes that the hour has changed. */
    async use(subject: string | null, time: string, amounts: DriverUse['usage'], tier = 'Basic') {
      const id = `${subject ?? 'platform'}/${time.slice(0, 13)}`
      const at = uses.findIndex((one) => one.id === id)
      const one = { id, source: 'hours' as const, subject, tier: subject === null ? null : tier, time, usage: amounts }
      uses.splice(at < 0 ? uses.length : at, 1, one)
      await keepUses(usage, Date.parse(time), `digest-${executions++}`)
    },
    /** Does what the state machine does, and answers how many steps it took. */
    async run(): Promise<number> {
      const execution = `execution-${executions++}`
      let outcome: Outcome = { next: 'again', progress: { phase: 'look' } }
      let steps = 0
      for (; outcome.next !== 'done'; steps++) outcome = await advance(services, execution, outcome.progress)
      return steps
    },
    async ask(operation: keyof typeof operations, query: Record<string, string> = {}) {
      const answer = await operations[operation](buildRequest({ query }))
      // biome-ignore lint/suspicious/noExplicitAny: answers are compared to literals
      return { body: answer.body as any, text: answer.text ?? '', headers: answer.headers ?? {} }
    },
    /** Everything that was written, but for locks. */
    async stored(): Promise<Record<string, unknown>[]> {
      const items = []
      let after: Record<string, unknown> | undefined
      do {
        const page = await costs.scan({ limit: 1_000, ...(after && { after }) })
        items.push(...page.items.filter(({ pk }) => !String(pk).startsWith('lock#')))
        after = page.next
      } while (after)
      return items.sort((a, b) => (`${a.pk} ${a.sk}` < `${b.pk} ${b.sk}` ? -1 : 1))
    },
    async close() {
      await objectStore.close()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

/** A line of an hour. */
export const hourLine = (id: string, hour: string, line: Partial<CurLine> & Pick<CurLine, 'cost'>): CurLine => ({
  id,
  start: `${hour.slice(0, 13)}:00:00`.replace('T', ' '),
  end: new Date(Date.parse(`${hour.slice(0, 13)}:00:00Z`) + 3_600_000).toISOString().slice(0, 19).replace('T', ' '),
  service: 'AmazonDynamoDB',
  usageType: 'ReadRequestUnits',
  ...line,
})
