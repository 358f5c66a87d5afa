import { type ApiOperation, ok } from '@tenantry/toolkit/http.ts'
import type { TenantRequests } from '../tenants/tenant-requests.ts'
import { findTenant } from './find-tenant.ts'
import { requestView, type ViewServices } from './request-view.ts'

/** What one tenant asks for, if anything. */
export const getRequest =
  (services: ViewServices & { requests: Pick<TenantRequests, 'get'> }): ApiOperation =>
  async (request) => {
    const { tenantId } = await findTenant(services.tenants, request)
    const asked = await services.requests.get(tenantId)
    return ok({ request: asked?.state === 'open' ? await requestView(services, asked) : null })
  }
