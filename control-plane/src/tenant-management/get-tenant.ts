import { type ApiRequest, type ApiResponse, ok } from '@tenantry/toolkit/http.ts'
import type { TenantStore } from '../tenants/tenant-store.ts'
import { findTenant } from './find-tenant.ts'
import { detailsOf } from './tenant-view.ts'

/** One tenant, for operators. */
export const getTenant =
  ({ tenants }: { tenants: Pick<TenantStore, 'tenant'> }) =>
  async (request: ApiRequest): Promise<ApiResponse> =>
    ok(detailsOf(await findTenant(tenants, request)))
