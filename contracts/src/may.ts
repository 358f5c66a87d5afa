import { CONTROL_PLANE_ROUTES, type ControlPlaneRoute } from './control-plane-api/routes.ts'
import type { ControlPlaneOperation } from './control-plane-api/schemas.ts'
import type { OperatorRole, TenantRole } from './roles.ts'
import { TENANT_ROUTES, type TenantRoute } from './tenant-api/routes.ts'
import type { TenantOperation } from './tenant-api/schemas.ts'

const routes: readonly (TenantRoute | ControlPlaneRoute)[] = [...TENANT_ROUTES, ...CONTROL_PLANE_ROUTES]

/**
 * Whether a role may call an operation: what a page shows to whom. The authorizers decide by the same table, so that a hidden button is
 * a courtesy and never the protection.
 */
export function may(role: TenantRole, operation: TenantOperation): boolean
export function may(role: OperatorRole, operation: ControlPlaneOperation): boolean
export function may(role: string, operation: string): boolean {
  // The names of both kinds of roles differ, so an operation that both APIs have is found in the role's own.
  return routes.some(
    (route) => route.operation === operation && (route.roles === 'public' || route.roles.some((one) => one === role)),
  )
}
