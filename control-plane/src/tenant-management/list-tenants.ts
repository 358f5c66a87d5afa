import { TenantFilter, type TenantSummary } from '@tenantry/contracts/control-plane-api/schemas.ts'
import { TenantId } from '@tenantry/contracts/ids.ts'
import { ApiError } from '@tenantry/toolkit/api-error.ts'
import type { Cursors } from '@tenantry/toolkit/cursors.ts'
import { type ApiRequest, type ApiResponse, ok } from '@tenantry/toolkit/http.ts'
import { type Page, readLimit } from '@tenantry/toolkit/pages.ts'
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
  ({ tenants, cursors }: { tenants: Tenants; cursors: Cursors }) =>
  async ({ query }: ApiRequest): Promise<ApiResponse> => {
    const { status, tier, cursor } = query
    const { search, sort, ...filter } = parse(TenantFilter, { status, tier, search: query.search, sort: query.sort })
    const limit = readLimit(query)
    const list = ['tenants', filter.status, filter.tier, search, sort]
    const answer = async (
      { tenants: found, next }: TenantList,
      position: (next: string) => object,
    ): Promise<ApiResponse> => {
      const nextCursor = next === null ? null : await cursors.encode(list, position(next))
      const page: Page<z.infer<typeof TenantSummary>> = { items: found.map(summaryOf), nextCursor }
      return ok(page)
    }
    if (search === undefined && sort !== 'name') {
      const after = cursor === undefined ? null : (await cursors.decode(list, Position, cursor)).after
      return answer(await tenants.list({ filter, limit, after }), (next) => ({ after: next }))
    }
    const after =
      cursor === undefined ? null : await lastFound(tenants, (await cursors.decode(list, FoundPosition, cursor)).found)
    return answer(await tenants.search({ search: search ?? '', filter, limit, after }), (next) => ({ found: next }))
  }

async function lastFound(tenants: Tenants, tenantId: string): Promise<Tenant> {
  const tenant = await tenants.tenant(tenantId)
  if (tenant) return tenant
  throw new ApiError('INVALID_CURSOR', 'The cursor does not belong to this list. Begin at its first page.', {
    field: 'cursor',
  })
}
