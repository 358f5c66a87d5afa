import { CONTROL_PLANE_ROUTES } from '@tenantry/contracts/control-plane-api/routes.ts'
import { CONTROL_PLANE_SCHEMAS } from '@tenantry/contracts/control-plane-api/schemas.ts'
import { openApiDocument } from '@tenantry/contracts/openapi.ts'
import { apiHandler, ok } from '@tenantry/toolkit/http.ts'
import { createLogger } from '@tenantry/toolkit/logger.ts'

const document = openApiDocument({
  title: 'Tenantry: control plane',
  description: 'Sign-up of tenants, their lifecycle, the tiers, and what operators see of them.',
  version: '1.0.0',
  routes: CONTROL_PLANE_ROUTES.map((route) => ({ ...route, ...CONTROL_PLANE_SCHEMAS[route.operation] })),
})

export const handler = apiHandler({
  routes: CONTROL_PLANE_ROUTES,
  service: 'api-docs',
  operations: { getOpenApi: async () => ok(document) },
  answers: null,
  logger: createLogger('api-docs'),
})
