import { TenantId } from '@tenantry/contracts/ids.ts'
import type { Table } from '@tenantry/toolkit/table.ts'
import * as z from 'zod/mini'

const Known = z.object({ tenantId: TenantId, tenantName: z.string(), createdAt: z.optional(z.string()) })

/** Tenants by their ids, as a person who is invited may know them, from the directory. */
export type KnownTenants = (tenantIds: string[]) => Promise<Map<string, z.infer<typeof Known>>>

export function knownTenants(table: Pick<Table, 'getMany'>): KnownTenants {
  return async (tenantIds) => {
    const keys = tenantIds.map((tenantId) => ({ tenantId }))
    const items = await table.getMany(keys, { attributes: Object.keys(Known.shape) })
    return new Map(items.map((item) => z.parse(Known, item)).map((tenant) => [tenant.tenantId, tenant]))
  }
}
