import { S3Client } from '@aws-sdk/client-s3'
import { readEnv } from '@tenantry/toolkit/env.ts'
import { eventHandler } from '@tenantry/toolkit/event-handler.ts'
import { createLogger } from '@tenantry/toolkit/logger.ts'
import { mailClient, sesMails } from '@tenantry/toolkit/mails.ts'
import { queues } from '@tenantry/toolkit/queue.ts'
import { system } from '@tenantry/toolkit/system.ts'
import { dynamo, table } from '@tenantry/toolkit/table.ts'
import { tenantPeople } from '../tenants/tenant-people.ts'
import { tenantReader } from '../tenants/tenant-reader.ts'
import { tierCatalogue } from '../tenants/tier-catalogue.ts'
import { hourObjects } from '../usage-records/hour-objects.ts'
import { Env } from './env.ts'
import { sendQuotaMails } from './send-quota-mails.ts'

const env = readEnv(Env, process.env)
const logger = createLogger('quota-mails')
const tenants = table(dynamo(), env.TENANTS_TABLE)
const services = {
  usage: table(dynamo(), env.USAGE_TABLE),
  objects: hourObjects(new S3Client({}), env.USAGE_BUCKET),
  tenants: tenantReader(tenants),
  people: tenantPeople(tenants),
  tiers: tierCatalogue(table(dynamo(), env.TIERS_TABLE)),
  sendMail: sesMails(mailClient(), env.MAIL_FROM),
  system,
  logger,
}

/** A page of tenants takes no longer. */
const PAGE_MS = 20_000

export const handler = eventHandler({
  client: queues(),
  url: env.QUEUE_URL,
  logger,
  work: (_event, context) => sendQuotaMails(services, () => context.getRemainingTimeInMillis() > PAGE_MS),
})
