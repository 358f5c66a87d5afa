import { TENANT_ROUTES } from '@tenantry/contracts/tenant-api/routes.ts'
import { apiHandler } from '@tenantry/toolkit/http.ts'
import { createLogger } from '@tenantry/toolkit/logger.ts'
import { getOpenApi } from './get-openapi.ts'

export const handler = apiHandler({
  routes: TENANT_ROUTES,
  service: 'api-docs',
  operations: { getOpenApi: getOpenApi() },
  logger: createLogger('api-docs'),
})
