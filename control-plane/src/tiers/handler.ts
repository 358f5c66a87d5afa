import { APIGatewayClient } from '@aws-sdk/client-api-gateway'
import { CONTROL_PLANE_ROUTES } from '@tenantry/contracts/control-plane-api/routes.ts'
import { auditIntents } from '@tenantry/toolkit/audit.ts'
import { openCursors } from '@tenantry/toolkit/cursors.ts'
import { readEnv } from '@tenantry/toolkit/env.ts'
import { apiHandler } from '@tenantry/toolkit/http.ts'
import { exclusively } from '@tenantry/toolkit/lock.ts'
import { createLogger } from '@tenantry/toolkit/logger.ts'
import { system } from '@tenantry/toolkit/system.ts'
import { dynamo, table, transact } from '@tenantry/toolkit/table.ts'
import { removedOperators } from '../operators/removed-operators.ts'
import { tierCatalogue } from '../tenants/tier-catalogue.ts'
import { applyLimits } from './apply-limits.ts'
import { Env } from './env.ts'
import { listTiers } from './list-tiers.ts'
import { replaceTier, type Services } from './replace-tier.ts'

const env = readEnv(Env, process.env)
const items = table(dynamo(), env.TIERS_TABLE)
const tiers = tierCatalogue(items)
const cursors = openCursors(table(dynamo(), env.LISTS_TABLE), system)
const services: Services = {
  tiers,
  write: (tier, outcome) => transact(dynamo(), [{ kind: 'put', table: env.TIERS_TABLE, item: tier }, outcome]),
  intents: auditIntents(table(dynamo(), env.AUDIT_TABLE), 'tiers', system),
  applyLimits: applyLimits(new APIGatewayClient({})),
  usagePlans: env.USAGE_PLANS,
  removed: removedOperators(table(dynamo(), env.TENANTS_TABLE)),
  alone: (tier, work) => exclusively({ table: items, key: { name: `lock#${tier}` }, system }, work),
}

export const handler = apiHandler({
  routes: CONTROL_PLANE_ROUTES,
  service: 'tiers',
  operations: { listTiers: listTiers({ tiers, cursors }), replaceTier: replaceTier(services) },
  answers: null,
  logger: createLogger('tiers'),
})
