import type { DetailType } from '@tenantry/contracts/events.ts'
import { type ApiRequest, type ApiResponse, ok } from '@tenantry/toolkit/http.ts'
import { type Change, stateOf, type Tenant } from '../tenants/tenant.ts'
import { changeTenant, type Services } from './change-tenant.ts'
import { findTenant } from './find-tenant.ts'
import { detailsOf } from './tenant-view.ts'

/** Changes a tenant and asks the app plane to follow; answers what the tenant is now. */
export async function announceChange(
  services: Services,
  request: ApiRequest,
  { change, type }: { change: Change; type: DetailType },
): Promise<ApiResponse> {
  const tenant = await findTenant(services.tenants, request.params.id)
  const after = await changeTenant(services, request, tenant, {
    change,
    consequences: (next, at) => ({ workflow: null, outbox: eventOf(next, type, at) }),
  })
  return ok(detailsOf(after))
}

const eventOf = (tenant: Tenant, type: DetailType, at: string) => ({
  kind: 'event' as const,
  tenantId: tenant.tenantId,
  sequence: tenant.sequence,
  at,
  type,
  detail: stateOf(tenant, { workflowId: null }),
})
