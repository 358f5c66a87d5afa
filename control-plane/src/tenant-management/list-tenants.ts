import { TenantFilter, type TenantSummary } from '@tenantry/contracts/control-plane-api/schemas.ts'
import { TenantId } from '@tenantry/contracts/ids.ts'
import { ApiError } from '@tenantry/toolkit/api-error.ts'
import { type ApiRequest, type ApiResponse, ok } from '@tenantry/toolkit/http.ts'
import { decodeCursor, encodeCursor, type Page, readLimit } from '@tenantry/toolkit/pages.ts'
import { parse } from '@tenantry/toolkit/parse.ts'
import * as z from 'zod/mini'
import type { Tenant } from '../tenants/tenant.ts'
import { ListedAt } from '../tenants/tenant-items.ts'
import type { TenantList } from '../tenants/tenant-list.ts'
import type { TenantStore } from '../tenants/tenant-store.ts'
import { summaryOf } from './tenant-view.ts'

const Position = z.strictObject({ after: ListedAt })
const FoundPosition = z.strictObject({ found: TenantId })

type Tenants = Pick<TenantStore, 'list' | 'search' | 'tenant'>

/** A page of all tenants, newest first or by name; or of those whose names begin with a text, by name. */
export const listTenants =
  ({ tenants }: { tenants: Tenants }) =>
  async ({ query }: ApiRequest): Promise<ApiResponse> => {
    const { status, tier, cursor } = query
    const { search, sort, ...filter } = parse(TenantFilter, { status, tier, search: query.search, sort: query.sort })
    const limit = readLimit(query)
    if (search === undefined && sort !== 'name') {
      const after = cursor === undefined ? null : decodeCursor(Position, cursor).after
      return pageOf(await tenants.list({ filter, limit, after }), (next) => ({ after: next }))
    }
    const after = cursor === undefined ? null : await lastFound(tenants, decodeCursor(FoundPosition, cursor).found)
    return pageOf(await tenants.search({ search: search ?? '', filter, limit, after }), (next) => ({ found: next }))
  }

function pageOf(found: TenantList, position: (next: string) => object): ApiResponse {
  const page: Page<z.infer<typeof TenantSummary>> = {
    items: found.tenants.map(summaryOf),
    nextCursor: found.next === null ? null : encodeCursor(position(found.next)),
  }
  return ok(page)
}

async function lastFound(tenants: Tenants, tenantId: string): Promise<Tenant> {
  const tenant = await tenants.tenant(tenantId)
  if (tenant) return tenant
  throw new ApiError('INVALID_CURSOR', 'The cursor is not one that this list gave out.', { field: 'cursor' })
}
