import { SFNClient } from '@aws-sdk/client-sfn'
import { readEnv } from '@tenantry/toolkit/env.ts'
import { eventHandler } from '@tenantry/toolkit/event-handler.ts'
import { createLogger } from '@tenantry/toolkit/logger.ts'
import { queues } from '@tenantry/toolkit/queue.ts'
import { system } from '@tenantry/toolkit/system.ts'
import { dynamo, table } from '@tenantry/toolkit/table.ts'
import { sendNow } from '../tenants/outbox-entries.ts'
import { startRun, workflowStarter } from '../tenants/senders.ts'
import { tenantStore } from '../tenants/tenant-store.ts'
import { unusedTenants } from '../tenants/unused-tenants.ts'
import { mostRuns, slots } from '../workflows/slots.ts'
import { Env } from './env.ts'
import { expireTenants } from './expire-tenants.ts'

const env = readEnv(Env, process.env)
const logger = createLogger('tenant-expiry')
const items = table(dynamo(), env.TENANTS_TABLE)
const starter = workflowStarter(
  slots(items, mostRuns(env.ONBOARDING_SLOTS)),
  startRun(new SFNClient({}), env.WORKFLOW_MACHINES),
)
const services = {
  unused: unusedTenants(items),
  tenants: tenantStore(dynamo(), { tenants: env.TENANTS_TABLE, outbox: env.OUTBOX_TABLE, audit: env.AUDIT_TABLE }),
  start: sendNow(table(dynamo(), env.OUTBOX_TABLE), starter, logger),
  system,
}

export const handler = eventHandler({
  client: queues(),
  url: env.QUEUE_URL,
  logger,
  work: () => expireTenants(services),
})
