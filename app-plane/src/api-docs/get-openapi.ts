import { openApiDocument } from '@tenantry/contracts/openapi.ts'
import { TENANT_ROUTES } from '@tenantry/contracts/tenant-api/routes.ts'
import { TENANT_SCHEMAS } from './api.ts'
import { type ApiOperation, ok } from '@tenantry/toolkit/http.ts'

const document = openApiDocument({
  title: 'Tenantry tenant API',
  description: 'What the people of a tenant call. The tenant is the access token’s; no request names one.',
  version: '1.0.0',
  routes: TENANT_ROUTES,
  schemas: TENANT_SCHEMAS,
})

/** The OpenAPI document of this API; public. */
export const getOpenApi = (): ApiOperation => async () => ok(document)
