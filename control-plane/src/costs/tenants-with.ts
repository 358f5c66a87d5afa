import type { Table } from '@tenantry/toolkit/table.ts'
import type { Tenant } from '../tenants/tenant.ts'
import { listTenants } from '../tenants/tenant-list.ts'
import { tenantReader } from '../tenants/tenant-reader.ts'

const PAGE = 1_000

/** All tenants that are not deleted, and those with these ids that are. */
export const tenantsWith =
  (tenants: Pick<Table, 'get' | 'query'>) =>
  async (ids: ReadonlySet<string>): Promise<Tenant[]> => {
    const found: Tenant[] = []
    for (let after: string | null = null; ; ) {
      const page = await listTenants(tenants, { filter: {}, limit: PAGE, after })
      found.push(...page.tenants)
      after = page.next
      if (after === null) break
    }
    const known = new Set(found.map(({ tenantId }) => tenantId))
    const reader = tenantReader(tenants)
    const others = await Promise.all([...ids].filter((id) => !known.has(id)).map((id) => reader.tenant(id)))
    return [...found, ...others.flatMap((tenant) => tenant ?? [])]
  }
