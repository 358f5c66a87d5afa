import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { gunzipSync } from 'node:zlib'
import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { CreateBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3'
import type { AllowanceState } from '@tenantry/contracts/plan.ts'
import { DEFAULT_TIERS } from '@tenantry/contracts/tiers.ts'
import type { CataloguedTier } from '@tenantry/control-plane/tenants/tier-catalogue.ts'
import { fileIndex } from '@tenantry/control-plane/usage-rebuilder/file-index.ts'
import { takeNotices } from '@tenantry/control-plane/usage-rebuilder/take-notices.ts'
import { hourObjects, putUsesOf, readObject } from '@tenantry/control-plane/usage-records/hour-objects.ts'
import { publishedRows } from '@tenantry/control-plane/usage-records/published-rows.ts'
import { ALONE } from '@tenantry/local-cloud/core/alone-fixture.ts'
import { dynamodbService } from '@tenantry/local-cloud/dynamodb/service.ts'
import { s3Service } from '@tenantry/local-cloud/s3/service.ts'
import type { OperationOf } from '@tenantry/metering/join-records.ts'
import type { CountMetric, TenantMetrics } from '@tenantry/toolkit/metrics.ts'
import { table } from '@tenantry/toolkit/table.ts'
import { buildTenant } from './builders.ts'
import { contextOf, createTables } from './dynamodb.ts'
import { type AroundCall, inProcessAws } from './in-process-aws.ts'

export const BUCKET = 'usage'
/** That of the fixture's lines. */
const TIER: CataloguedTier = {
  ...DEFAULT_TIERS[0],
  name: 'basic',
  state: 'offered',
  retiredAt: null,
  version: 0,
}

export const operationOf: OperationOf = ({ method, route }) => ({ service: 'things', operation: `${method} ${route}` })

/** What is metered, and how it is read: the local cloud's DynamoDB and S3 in this process, and a clock that a test sets. */
export async function usageWorld(around?: AroundCall, count: CountMetric = () => {}, entitlements: string[] = []) {
  const metrics: TenantMetrics[] = []
  const uses: AllowanceState[] = []
  const plan: { allowances: Record<string, number>; tenant: object } = { allowances: {}, tenant: {} }
  const dataDir = mkdtempSync(join(tmpdir(), 'tenantry-usage-'))
  const context = { ...contextOf(new DatabaseSync(':memory:')), dataDir }
  const dynamodb = dynamodbService({ context })
  const objectStore = s3Service({ context, ...ALONE })
  const { config } = inProcessAws([dynamodb.api, objectStore.api], around)
  const client = new DynamoDBClient(config)
  const s3 = new S3Client({ ...config, forcePathStyle: true })
  await createTables(client, ['usage'])
  await s3.send(new CreateBucketCommand({ Bucket: BUCKET }))
  const usage = table(client, 'usage')
  const clock = { now: Date.UTC(2026, 10, 29, 12) }
  let ids = 0
  const system = { now: () => clock.now, uuid: () => `holder-${ids++}` }
  const services = {
    usage,
    bucket: BUCKET,
    index: fileIndex(usage, system.now),
    objects: hourObjects(s3, BUCKET),
    putUses: putUsesOf(s3, BUCKET),
    readFile: (key: string) => readObject(s3, { Bucket: BUCKET, Key: key }),
    operationOf,
    isService: () => true,
    tiers: {
      all: async () => [{ ...TIER, entitlements }],
      find: async () => ({ ...TIER, allowances: plan.allowances }),
    },
    tenants: { tenant: async (tenantId: string) => buildTenant('active', { tenantId, ...plan.tenant }) },
    usesOf: new Map([['things POST /things', 'things']]),
    publishUse: async (state: AllowanceState) => void uses.push(state),
    writeMetrics: (one: TenantMetrics) => void metrics.push(one),
    system,
    logger: { info() {}, warn() {} },
    count,
  }
  const usesOf = async (hour: number) => {
    const folder = new Date(hour).toISOString().slice(0, 13).replaceAll(/[-T]/g, '/')
    const bytes = await readObject(s3, { Bucket: BUCKET, Key: `attribution/${folder}/usage.json.gz` })
    return bytes && gunzipSync(bytes).toString()
  }
  return {
    ...services,
    clock,
    s3,
    /** What was put into CloudWatch. */
    metrics,
    /** What the app plane was told of allowances. */
    uses,
    /** Of all tenants. */
    plan,
    /** Puts a file as a stream does, and answers what S3 tells the queue. */
    async deliver(key: string, bytes: Uint8Array): Promise<string> {
      await s3.send(new PutObjectCommand({ Bucket: BUCKET, Key: key, Body: bytes }))
      return notice(key)
    },
    /** Works on a batch once; answers the notices that stay in the queue. */
    async work(bodies: readonly string[]): Promise<string[]> {
      const take = takeNotices(services, bodies)
      const failed: string[] = []
      for (const body of bodies) await take(body).catch(() => failed.push(body))
      return failed
    },
    /** Everything that was computed of hours: items without the number of who wrote them, and all tenants' rows. */
    async computed(hours: readonly number[]) {
      const items = []
      let after: Record<string, unknown> | undefined
      do {
        const page = await usage.scan({ limit: 1_000, ...(after && { after }) })
        items.push(...page.items.filter(({ pk }) => !String(pk).startsWith('hour')))
        after = page.next
      } while (after)
      return {
        items: items
          .map(({ generation: _, version: __, ...item }) => item)
          .sort((a, b) => (`${a.pk} ${a.sk}` < `${b.pk} ${b.sk}` ? -1 : 1)),
        hours: await Promise.all(hours.map((hour) => publishedRows(services, hour, 'hours'))),
        minutes: await Promise.all(hours.map((hour) => publishedRows(services, hour, 'minutes'))),
        uses: await Promise.all(hours.map(usesOf)),
      }
    },
    async close() {
      await objectStore.close()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

const notice = (key: string): string =>
  JSON.stringify({
    Records: [
      {
        eventVersion: '2.1',
        eventSource: 'aws:s3',
        eventName: 'ObjectCreated:Put',
        s3: { bucket: { name: BUCKET }, object: { key: encodeURIComponent(key).replaceAll('%20', '+') } },
      },
    ],
  })
