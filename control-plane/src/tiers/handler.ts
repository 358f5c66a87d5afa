import { APIGatewayClient } from '@aws-sdk/client-api-gateway'
import { CONTROL_PLANE_ROUTES } from '@tenantry/contracts/control-plane-api/routes.ts'
import { openCursors } from '@tenantry/toolkit/cursors.ts'
import { readEnv } from '@tenantry/toolkit/env.ts'
import { eventBridge } from '@tenantry/toolkit/events.ts'
import { apiHandler } from '@tenantry/toolkit/http.ts'
import { createLogger } from '@tenantry/toolkit/logger.ts'
import { system } from '@tenantry/toolkit/system.ts'
import { dynamo, table } from '@tenantry/toolkit/table.ts'
import { answersOf } from '../idempotency/answers-of.ts'
import { againWhenStale } from '../tenants/again-when-stale.ts'
import { sendNow } from '../tenants/outbox-entries.ts'
import { eventSender } from '../tenants/senders.ts'
import { tenantCounts } from '../tenants/tenant-counts.ts'
import { tierCatalogue } from '../tenants/tier-catalogue.ts'
import { applyEdit, pendingTiers } from '../usage-plans/apply-edits.ts'
import { planServices } from '../usage-plans/plan-services.ts'
import { createTier } from './create-tier.ts'
import { editTier } from './edit-tier.ts'
import { Env } from './env.ts'
import { listTiers } from './list-tiers.ts'
import { retireTier } from './retire-tier.ts'
import { tierWrites } from './tier-writes.ts'

const env = readEnv(Env, process.env)
const logger = createLogger('tiers')
const items = table(dynamo(), env.TIERS_TABLE)
// Nobody waits while API Gateway has had its change of 20 seconds: what must wait, the next look at pending edits does.
const plans = planServices(new APIGatewayClient({ maxAttempts: 1 }), {
  tiers: items,
  poolStage: env.POOL_STAGE,
  system,
})
const tables = {
  tiers: env.TIERS_TABLE,
  tenants: env.TENANTS_TABLE,
  audit: env.AUDIT_TABLE,
  outbox: env.OUTBOX_TABLE,
}
const send = sendNow(table(dynamo(), env.OUTBOX_TABLE), eventSender(eventBridge(), env.EVENT_BUS_NAME), logger)
const services = {
  tiers: tierCatalogue(items),
  write: tierWrites(dynamo(), tables, send, system),
  applyEdit: (name: string) => applyEdit(plans, name),
  pendingTiers: (tiers: Parameters<typeof pendingTiers>[1]) => pendingTiers(plans, tiers),
  countTenants: tenantCounts(table(dynamo(), env.TENANTS_TABLE)),
  cursors: openCursors(table(dynamo(), env.LISTS_TABLE), system),
  system,
}

export const handler = apiHandler({
  routes: CONTROL_PLANE_ROUTES,
  service: 'tiers',
  operations: againWhenStale({
    listTiers: listTiers(services),
    createTier: createTier(services),
    editTier: editTier(services),
    retireTier: retireTier(services),
  }),
  answers: answersOf(env.IDEMPOTENCY_TABLE, 'tiers'),
  logger,
})
