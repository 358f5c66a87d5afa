import { S3Client } from '@aws-sdk/client-s3'
import { readEnv } from '@tenantry/toolkit/env.ts'
import { eventHandler } from '@tenantry/toolkit/event-handler.ts'
import { createLogger } from '@tenantry/toolkit/logger.ts'
import { queues } from '@tenantry/toolkit/queue.ts'
import { system } from '@tenantry/toolkit/system.ts'
import { dynamo, table } from '@tenantry/toolkit/table.ts'
import { tenantReader } from '../tenants/tenant-reader.ts'
import { hourObjects } from '../usage-records/hour-objects.ts'
import { billingStore } from './billing-store.ts'
import { Env } from './env.ts'
import { fileProvider } from './file-provider.ts'
import { reportDays } from './report-days.ts'

const env = readEnv(Env, process.env)
const logger = createLogger('billing')
const usage = table(dynamo(), env.USAGE_TABLE)
const s3 = new S3Client({})
const services = {
  usage,
  objects: hourObjects(s3, env.USAGE_BUCKET),
  tenants: tenantReader(table(dynamo(), env.TENANTS_TABLE)),
  store: billingStore(usage),
  provider: fileProvider(s3, env.USAGE_BUCKET),
  system,
  logger,
}

/** A page of tenants takes no longer. */
const PAGE_MS = 20_000

export const handler = eventHandler({
  client: queues(),
  url: env.QUEUE_URL,
  logger,
  work: (_event, context) => reportDays(services, () => context.getRemainingTimeInMillis() > PAGE_MS),
})
