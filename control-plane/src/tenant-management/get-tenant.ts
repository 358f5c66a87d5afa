import { TenantId } from '@tenantry/contracts/ids.ts'
import { ApiError } from '@tenantry/toolkit/api-error.ts'
import { type ApiRequest, type ApiResponse, ok } from '@tenantry/toolkit/http.ts'
import * as z from 'zod/mini'
import type { TenantStore } from '../tenants/tenant-store.ts'
import { detailsOf } from './tenant-view.ts'

/** One tenant, for operators. */
export const getTenant =
  ({ tenants }: { tenants: Pick<TenantStore, 'tenant'> }) =>
  async ({ params }: ApiRequest): Promise<ApiResponse> => {
    const id = z.safeParse(TenantId, params.id).data
    const tenant = id === undefined ? null : await tenants.tenant(id)
    if (!tenant) throw new ApiError('NOT_FOUND', 'There is no such tenant.')
    return ok(detailsOf(tenant))
  }
