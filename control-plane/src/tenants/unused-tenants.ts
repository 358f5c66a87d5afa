import { UNUSED_TENANT_DAYS } from '@tenantry/contracts/timing.ts'
import { ConditionFailed, type Table } from '@tenantry/toolkit/table.ts'
import * as z from 'zod/mini'
import { LISTING, UNUSED, unusedItem, unusedKey } from './tenant-items.ts'
import type { Tenant } from './tenant-record.ts'

const DAY_MS = 86_400_000
const Listed = z.object({ tenantId: z.string() })

/** Tenants that are served, and that nobody has signed in to. A tenant of which nothing is known is none of them. */
export interface UnusedTenants {
  /** So many of those that are to be looked at by now. The index may show one that is none of them any more. */
  due(now: string, limit: number): Promise<string[]>
  /** Whether nobody has signed in, as far as is known. */
  isUnused(tenantId: string): Promise<boolean>
  /** Has it looked at later. Does nothing when somebody has signed in meanwhile. */
  lookAgain(tenantId: string, at: string): Promise<void>
  /** Somebody has signed in: it is looked at no more. */
  markUsed(tenantId: string): Promise<void>
}

export function unusedTenants(table: Pick<Table, 'get' | 'put' | 'query'>): UnusedTenants {
  return {
    async due(now, limit) {
      const { items } = await table.query({
        index: LISTING,
        key: 'listing = :listing AND listedAt < :now',
        values: { ':listing': UNUSED, ':now': now },
        limit,
      })
      return items.map((item) => z.parse(Listed, item).tenantId)
    },
    isUnused: async (tenantId) => (await table.get(unusedKey(tenantId)))?.listing === UNUSED,
    async lookAgain(tenantId, at) {
      try {
        await table.put(unusedItem(tenantId, at), { condition: 'attribute_exists(listing)' })
      } catch (error) {
        if (!(error instanceof ConditionFailed)) throw error
      }
    },
    markUsed: (tenantId) => table.put({ ...unusedKey(tenantId), tenantId }),
  }
}

/** When a tenant that nobody signs in to ends, in ISO time: so long after its admin was invited last. */
export function endOfUnused(tenant: Extract<Tenant, { activatedAt: string }>): string {
  const invitedAt = Date.parse(tenant.invitedAt ?? tenant.activatedAt)
  return new Date(invitedAt + UNUSED_TENANT_DAYS * DAY_MS).toISOString()
}
