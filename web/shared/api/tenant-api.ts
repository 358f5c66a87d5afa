import { TENANT_ROUTES } from '@tenantry/contracts/tenant-api/routes.ts'
import { TENANT_SCHEMAS } from '@tenantry/contracts/tenant-api/schemas.ts'
import type { ApiClient } from './api-client.ts'

export const TENANT_API = { routes: TENANT_ROUTES, schemas: TENANT_SCHEMAS }
export type TenantClient = ApiClient<typeof TENANT_API>
