import { CONTROL_PLANE_ROUTES } from '@tenantry/contracts/control-plane-api/routes.ts'
import { readEnv } from '@tenantry/toolkit/env.ts'
import { apiHandler } from '@tenantry/toolkit/http.ts'
import { createLogger } from '@tenantry/toolkit/logger.ts'
import { dynamo, table } from '@tenantry/toolkit/table.ts'
import { tenantReader } from '../tenants/tenant-reader.ts'
import { Env } from './env.ts'
import { getTenantConfig } from './get-tenant-config.ts'

const env = readEnv(Env, process.env)
const tenants = tenantReader(table(dynamo(), env.TENANTS_TABLE))
const pool = {
  apiUrl: env.POOL_API_URL,
  userPoolId: env.POOL_USER_POOL_ID,
  clientId: env.POOL_CLIENT_ID,
  userPoolEndpoint: env.POOL_USER_POOL_ENDPOINT,
  region: env.AWS_REGION,
}

export const handler = apiHandler({
  routes: CONTROL_PLANE_ROUTES,
  service: 'tenant-config',
  operations: { getTenantConfig: getTenantConfig({ tenants, pool }) },
  answers: null,
  logger: createLogger('tenant-config'),
})
