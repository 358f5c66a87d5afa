import type { Table } from '@tenantry/toolkit/table.ts'
import * as z from 'zod/mini'
import { tenantKey } from './tenant-items.ts'

const Named = z.object({ tenantId: z.string(), name: z.string() })

/** The names of these tenants, by their ids. */
export type TenantNames = (tenantIds: string[]) => Promise<ReadonlyMap<string, string>>

export const tenantNames =
  (table: Pick<Table, 'getMany'>): TenantNames =>
  async (tenantIds) => {
    const keys = [...new Set(tenantIds)].map(tenantKey)
    const items = await table.getMany(keys, { attributes: ['tenantId', 'name'] })
    return new Map(items.map((item) => z.parse(Named, item)).map(({ tenantId, name }) => [tenantId, name]))
  }
