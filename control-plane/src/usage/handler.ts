import { APIGatewayClient } from '@aws-sdk/client-api-gateway'
import { S3Client } from '@aws-sdk/client-s3'
import { CONTROL_PLANE_ROUTES } from '@tenantry/contracts/control-plane-api/routes.ts'
import { openCursors } from '@tenantry/toolkit/cursors.ts'
import { readEnv } from '@tenantry/toolkit/env.ts'
import { apiHandler } from '@tenantry/toolkit/http.ts'
import { createLogger } from '@tenantry/toolkit/logger.ts'
import { system } from '@tenantry/toolkit/system.ts'
import { dynamo, table } from '@tenantry/toolkit/table.ts'
import { monthUsage } from '../tenant-account/month-usage.ts'
import type { Tenant } from '../tenants/tenant.ts'
import { tenantReader } from '../tenants/tenant-reader.ts'
import { tierCatalogue } from '../tenants/tier-catalogue.ts'
import { keyUsage } from '../usage-plans/key-usage.ts'
import { planGateway } from '../usage-plans/plan-gateway.ts'
import { hourObjects } from '../usage-records/hour-objects.ts'
import { Env } from './env.ts'
import { getHealth } from './get-health.ts'
import { getIncidents } from './get-incidents.ts'
import { getServing } from './get-serving.ts'
import { listBadRequests } from './list-bad-requests.ts'
import { listTenantUsage, listUsage } from './list-usage.ts'

const env = readEnv(Env, process.env)
const logger = createLogger('usage')
const gateway = new APIGatewayClient({})
const plans = { usage: keyUsage(gateway), plans: planGateway(gateway), system }
const tiers = tierCatalogue(table(dynamo(), env.TIERS_TABLE))
const services = {
  usage: table(dynamo(), env.USAGE_TABLE),
  objects: hourObjects(new S3Client({}), env.USAGE_BUCKET),
  tenants: tenantReader(table(dynamo(), env.TENANTS_TABLE)),
  tiers,
  cursors: openCursors(table(dynamo(), env.LISTS_TABLE), system),
  system,
  // API Gateway's rate is the account's: whoever looks at a tenant's health must not be refused because of it.
  async quotaOf(tenant: Tenant) {
    try {
      const tier = await tiers.find(tenant.tier)
      return tier && (await monthUsage(plans, tenant, tier))
    } catch (error) {
      logger.warn('the usage of a tenant cannot be told', error as Error)
      return null
    }
  },
}

export const handler = apiHandler({
  routes: CONTROL_PLANE_ROUTES,
  service: 'usage',
  operations: {
    listTenantUsage: listTenantUsage(services),
    listUsage: listUsage(services),
    getHealth: getHealth(services),
    listBadRequests: listBadRequests(services),
    getServing: getServing(services),
    getIncidents: getIncidents(services),
  },
  answers: null,
  logger,
})
