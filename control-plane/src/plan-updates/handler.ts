import { APIGatewayClient } from '@aws-sdk/client-api-gateway'
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
import { tierCatalogue } from '../tenants/tier-catalogue.ts'
import { planServices } from '../usage-plans/plan-services.ts'
import { mostRuns, slots } from '../workflows/slots.ts'
import { endLimits } from './end-limits.ts'
import { Env } from './env.ts'
import { updatePlans } from './update-plans.ts'

const env = readEnv(Env, process.env)
const logger = createLogger('plan-updates')
const items = table(dynamo(), env.TIERS_TABLE)
const tenantItems = table(dynamo(), env.TENANTS_TABLE)
const starter = workflowStarter(
  slots(tenantItems, mostRuns(env.ONBOARDING_SLOTS)),
  startRun(new SFNClient({}), env.WORKFLOW_MACHINES),
)
const services = {
  tenants: tenantStore(dynamo(), { tenants: env.TENANTS_TABLE, outbox: env.OUTBOX_TABLE, audit: env.AUDIT_TABLE }),
  start: sendNow(table(dynamo(), env.OUTBOX_TABLE), starter, logger),
  ...planServices(new APIGatewayClient({}), { tiers: items, poolStage: env.POOL_STAGE, system }),
  tiers: tierCatalogue(items),
  system,
  logger,
}

export const handler = eventHandler({
  client: queues(),
  url: env.QUEUE_URL,
  logger,
  async work() {
    // First what API Gateway's rates do not slow down.
    await endLimits({ ...services, table: tenantItems })
    await updatePlans(services)
  },
})
