import { readFileSync } from 'node:fs'
import { S3Client } from '@aws-sdk/client-s3'
import { CONTROL_PLANE_SOURCE } from '@tenantry/contracts/events.ts'
import { ALLOWANCE_EVENT, type AllowanceState } from '@tenantry/contracts/plan.ts'
import { readEnv } from '@tenantry/toolkit/env.ts'
import { eventBridge, publish } from '@tenantry/toolkit/events.ts'
import { createLogger } from '@tenantry/toolkit/logger.ts'
import { countMetric, writeTenantMetrics } from '@tenantry/toolkit/metrics.ts'
import { queueHandler, queues } from '@tenantry/toolkit/queue.ts'
import { system } from '@tenantry/toolkit/system.ts'
import { dynamo, table } from '@tenantry/toolkit/table.ts'
import * as z from 'zod/mini'
import { tenantReader } from '../tenants/tenant-reader.ts'
import { tierCatalogue } from '../tenants/tier-catalogue.ts'
import { hourObjects, putUsesOf, readObject } from '../usage-records/hour-objects.ts'
import { Env } from './env.ts'
import { fileIndex } from './file-index.ts'
import { operationKey } from './follow-allowances.ts'
import { MeteredRoute, operationsOf } from './operation-of.ts'
import { takeNotices } from './take-notices.ts'

const env = readEnv(Env, process.env)
const logger = createLogger('usage-rebuilder')
const client = queues()
const s3 = new S3Client({})
const usage = table(dynamo(), env.USAGE_TABLE)
/** The build puts what descriptors say beside the function: this plane does not know the product. */
const read = (name: string): unknown => JSON.parse(readFileSync(new URL(name, import.meta.url), 'utf8'))
const routes = z.parse(z.array(MeteredRoute), read('routes.json'))
const serviceNames = new Set(z.parse(z.array(z.string()), read('services.json')))
const bus = eventBridge()
const services = {
  usage,
  bucket: env.USAGE_BUCKET,
  index: fileIndex(usage, system.now),
  objects: hourObjects(s3, env.USAGE_BUCKET),
  putUses: putUsesOf(s3, env.USAGE_BUCKET),
  readFile: (key: string) => readObject(s3, { Bucket: env.USAGE_BUCKET, Key: key }),
  operationOf: operationsOf(routes),
  isService: (name: string) => serviceNames.has(name),
  tenants: tenantReader(table(dynamo(), env.TENANTS_TABLE)),
  tiers: tierCatalogue(table(dynamo(), env.TIERS_TABLE)),
  usesOf: new Map(
    routes.flatMap(({ service, operation, uses }) =>
      uses === undefined ? [] : [[operationKey(service, operation), uses] as const],
    ),
  ),
  publishUse: (detail: AllowanceState) =>
    publish(bus, env.EVENT_BUS_NAME, CONTROL_PLANE_SOURCE, [{ type: ALLOWANCE_EVENT, detail }]),
  writeMetrics: writeTenantMetrics,
  system,
  logger,
  count: countMetric,
}

let take = takeNotices(services, [])

export const handler = queueHandler({
  client,
  url: env.QUEUE_URL,
  logger,
  begin(bodies) {
    take = takeNotices(services, bodies)
  },
  work: (body) => take(body),
})
