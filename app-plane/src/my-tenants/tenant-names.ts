import { TenantId } from '@tenantry/contracts/ids.ts'
import type { Table } from '@tenantry/toolkit/table.ts'
import * as z from 'zod/mini'

/** Names of tenants by their ids, from the directory; the function may read nothing else of it. */
export type TenantNames = (tenantIds: string[]) => Promise<Map<string, string>>

const Named = z.object({ tenantId: TenantId, tenantName: z.string() })

export function tenantNames(table: Pick<Table, 'getMany'>): TenantNames {
  return async (tenantIds) => {
    const keys = tenantIds.map((tenantId) => ({ tenantId }))
    const items = await table.getMany(keys, { attributes: Object.keys(Named.shape) })
    return new Map(items.map((item) => z.parse(Named, item)).map(({ tenantId, tenantName }) => [tenantId, tenantName]))
  }
}
