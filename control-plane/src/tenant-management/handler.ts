import { CONTROL_PLANE_ROUTES } from '@tenantry/contracts/control-plane-api/routes.ts'
import { readEnv } from '@tenantry/toolkit/env.ts'
import { apiHandler } from '@tenantry/toolkit/http.ts'
import { createLogger } from '@tenantry/toolkit/logger.ts'
import { dynamo } from '@tenantry/toolkit/table.ts'
import { tenantStore } from '../tenants/tenant-store.ts'
import { Env } from './env.ts'
import { getTenant } from './get-tenant.ts'
import { listTenants } from './list-tenants.ts'

const env = readEnv(Env, process.env)
const tenants = tenantStore(dynamo(), env.TENANTS_TABLE)

export const handler = apiHandler({
  routes: CONTROL_PLANE_ROUTES,
  service: 'tenant-management',
  operations: { listTenants: listTenants({ tenants }), getTenant: getTenant({ tenants }) },
  logger: createLogger('tenant-management'),
})
