import type { Item, Table } from '@tenantry/toolkit/table.ts'
import * as z from 'zod/mini'
import { Tenant } from './tenant.ts'
import { LISTING, namedAt, nameItem, nameListOf, tenantKey } from './tenant-items.ts'
import type { TenantList } from './tenant-list.ts'
import { nameKey } from './tenant-name.ts'

export interface TenantSearch {
  /** What names begin with, in any case; empty for all of them. */
  search: string
  filter: { status?: string | undefined; tier?: string | undefined }
  limit: number
  /** The last tenant of the page before; null for the first page. */
  after: Tenant | null
}

/** A filter that matches little must not read the whole index in one request; the cursor goes on from there. */
const MAX_QUERIES = 10
const Named = z.object({ tenantId: z.string() })

/** One page of the tenants whose names begin with a text, by name. `next` is a tenant's id. */
export async function searchTenants(
  table: Pick<Table, 'query' | 'getMany'>,
  { search, filter, limit, after }: TenantSearch,
): Promise<TenantList> {
  const beginning = nameKey(search)
  const matches = (tenant: Tenant) =>
    nameKey(tenant.name).startsWith(beginning) &&
    (filter.status ?? tenant.status) === tenant.status &&
    (filter.tier ?? tenant.tier) === tenant.tier
  const listing = nameListOf(filter.status)
  const found: Tenant[] = []
  let position = after
  for (let queries = 0; queries < MAX_QUERIES; queries++) {
    const page = await table.query({
      index: LISTING,
      key: beginning === '' ? 'listing = :listing' : 'listing = :listing AND begins_with(listedAt, :search)',
      values: { ':listing': listing, ':search': beginning === '' ? undefined : namedAt(search) },
      limit: limit + 1,
      ...(position && { after: startAfter(listing, position) }),
    })
    const named = page.items.map((item) => z.parse(Named, item).tenantId)
    const tenants = await inOrder(table, named)
    found.push(...tenants.filter(matches))
    position = page.next ? (tenants.at(-1) ?? null) : null
    if (found.length > limit || position === null) break
  }
  const tenants = found.slice(0, limit)
  const last = tenants.at(-1)
  return { tenants, next: found.length > limit && last ? last.tenantId : (position?.tenantId ?? null) }
}

async function inOrder(table: Pick<Table, 'getMany'>, tenantIds: string[]): Promise<Tenant[]> {
  const items = await table.getMany(tenantIds.map(tenantKey))
  const byId = new Map(items.map((item) => z.parse(Tenant, item)).map((tenant) => [tenant.tenantId, tenant]))
  return tenantIds.flatMap((id) => byId.get(id) ?? [])
}

/** Where a tenant stands in the list by name. */
function startAfter(listing: string, tenant: Tenant): Item {
  const { pk, sk, listedAt } = nameItem(tenant)
  return { pk, sk, listing, listedAt }
}
