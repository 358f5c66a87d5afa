import { PLATFORM_SERVICES } from '@tenantry/app-plane/platform-services.ts'
import { mayCall } from '@tenantry/contracts/may.ts'
import type { Plan } from '@tenantry/contracts/plan.ts'
import type { Allowance, Entitlement } from '@tenantry/contracts/service/entitlement.ts'
import { apiOf, type ServiceRoute } from '@tenantry/contracts/service/service.ts'
import { SERVICES } from '@tenantry/services/services.ts'
import type { ApiClient, OperationOf } from './api-client.ts'

/** The tenant API, derived from the descriptors of the services that serve it. */
export const TENANT_API = apiOf([...SERVICES, ...PLATFORM_SERVICES])
export type TenantClient = ApiClient<typeof TENANT_API>
export type TenantOperation = OperationOf<typeof TENANT_API>

/** Answers whether a tenant role may call an operation. */
export const may = mayCall(TENANT_API.routes)

/** What an operation needs and a plan lacks; null when the plan has all of it. */
export function lacked(plan: Plan, operation: TenantOperation): Entitlement | Allowance | null {
  const routes: readonly ServiceRoute[] = TENANT_API.routes
  const { entitlement, uses } = routes.find((route) => route.operation === operation) ?? {}
  if (entitlement && !plan.entitlements.includes(entitlement.key)) return entitlement
  return uses && plan.spent.includes(uses.key) ? uses : null
}
