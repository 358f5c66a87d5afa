import type { Table } from '@tenantry/toolkit/table.ts'
import * as z from 'zod/mini'
import { Tenant } from './tenant.ts'
import { LISTING, ListedAt, listedAt, listOf, startAfter } from './tenant-items.ts'

export interface TenantQuery {
  filter: { status?: string | undefined; tier?: string | undefined }
  limit: number
  /** `next` of the page before, null for the first page. */
  after: string | null
}

export interface TenantList {
  tenants: Tenant[]
  next: string | null
}

/** A filter that matches little must not read the whole index in one request; the cursor goes on from there. */
const MAX_QUERIES = 10

/** One page of all tenants, newest first. */
export async function listTenants(
  table: Pick<Table, 'query'>,
  { filter, limit, after }: TenantQuery,
): Promise<TenantList> {
  const listing = listOf(filter.status)
  const wanted = Object.entries(filter).filter(([, value]) => value !== undefined)
  const found: Tenant[] = []
  let position = after
  for (let queries = 0; queries < MAX_QUERIES; queries++) {
    const page = await table.query({
      index: LISTING,
      key: 'listing = :listing',
      filter: wanted.map(([name]) => `#${name} = :${name}`).join(' AND ') || undefined,
      names: wanted.length > 0 ? Object.fromEntries(wanted.map(([name]) => [`#${name}`, name])) : undefined,
      values: { ':listing': listing, ...Object.fromEntries(wanted.map(([name, value]) => [`:${name}`, value])) },
      // One more than the page shows, to know whether another follows.
      limit: limit + 1,
      after: position === null ? undefined : startAfter(listing, position),
      descending: true,
    })
    found.push(...page.items.map((item) => z.parse(Tenant, item)))
    position = page.next ? z.parse(ListedAt, page.next.listedAt) : null
    if (found.length > limit || position === null) break
  }
  const tenants = found.slice(0, limit)
  const last = tenants.at(-1)
  return { tenants, next: found.length > limit && last ? listedAt(last) : position }
}
