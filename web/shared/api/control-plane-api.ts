import { CONTROL_PLANE_ROUTES } from '@tenantry/contracts/control-plane-api/routes.ts'
import { CONTROL_PLANE_SCHEMAS } from '@tenantry/contracts/control-plane-api/schemas.ts'
import type { ApiClient } from './api-client.ts'

export const CONTROL_PLANE_API = { routes: CONTROL_PLANE_ROUTES, schemas: CONTROL_PLANE_SCHEMAS }
export type ControlPlaneClient = ApiClient<typeof CONTROL_PLANE_API>
