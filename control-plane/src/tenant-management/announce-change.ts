import type { DetailType } from '@tenantry/contracts/events.ts'
import { type ApiRequest, type ApiResponse, ok } from '@tenantry/toolkit/http.ts'
import { eventEntry } from '../tenants/outbox-entries.ts'
import type { Change } from '../tenants/tenant.ts'
import { stateOf } from '../tenants/tenant-state.ts'
import { changeTenant, type Services } from './change-tenant.ts'
import { findTenant } from './find-tenant.ts'
import { detailsOf } from './tenant-view.ts'

/** Changes a tenant and asks the app plane to follow; answers what the tenant is now. */
export async function announceChange(
  services: Services,
  request: ApiRequest,
  { change, type }: { change: Change; type: DetailType },
): Promise<ApiResponse> {
  const tenant = await findTenant(services.tenants, request)
  const after = await changeTenant(services, request, tenant, {
    change,
    consequences: (next, at) => ({ workflow: null, outbox: eventEntry(type, stateOf(next, { workflowId: null }), at) }),
  })
  return ok(detailsOf(after))
}
