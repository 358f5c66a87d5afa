import { TenantStatus } from '@tenantry/contracts/control-plane-api/schemas.ts'
import type { Item, Table } from '@tenantry/toolkit/table.ts'
import * as z from 'zod/mini'
import { LISTING } from './tenant-items.ts'

const Counted = z.object({ tier: z.string(), status: TenantStatus })

/** How many tenants there are of each tier and status. */
export type CountTenants = () => Promise<(z.infer<typeof Counted> & { count: number })[]>

/**
 * Counts the whole list. An account has at most 10,000 API keys, so about as many tenants: some 5 MB, or 600 read units. Counters would
 * be one item that every sign-up contends for.
 */
export const tenantCounts =
  (table: Pick<Table, 'query'>): CountTenants =>
  async () => {
    const counts = new Map<string, z.infer<typeof Counted> & { count: number }>()
    let after: Item | undefined
    do {
      const page = await table.query({
        index: LISTING,
        key: 'listing = :listing',
        values: { ':listing': 'tenant' },
        ...(after && { after }),
      })
      for (const item of page.items) {
        const { tier, status } = z.parse(Counted, item)
        const key = JSON.stringify([tier, status])
        counts.set(key, { tier, status, count: (counts.get(key)?.count ?? 0) + 1 })
      }
      after = page.next
    } while (after)
    return [...counts.entries()].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, count]) => count)
  }
