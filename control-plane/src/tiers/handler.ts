import { CONTROL_PLANE_ROUTES } from '@tenantry/contracts/control-plane-api/routes.ts'
import { readEnv } from '@tenantry/toolkit/env.ts'
import { apiHandler } from '@tenantry/toolkit/http.ts'
import { createLogger } from '@tenantry/toolkit/logger.ts'
import { dynamo, table } from '@tenantry/toolkit/table.ts'
import { tierCatalogue } from '../tenants/tier-catalogue.ts'
import { Env } from './env.ts'
import { listTiers } from './list-tiers.ts'

const env = readEnv(Env, process.env)
const tiers = tierCatalogue(table(dynamo(), env.TIERS_TABLE))

export const handler = apiHandler({
  routes: CONTROL_PLANE_ROUTES,
  service: 'tiers',
  operations: { listTiers: listTiers({ tiers }) },
  logger: createLogger('tiers'),
})
