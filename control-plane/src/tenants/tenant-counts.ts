import { TenantStatus } from '@tenantry/contracts/control-plane-api/schemas.ts'
import { Deployment } from '@tenantry/contracts/deployment.ts'
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
    for await (const item of listedTenants(table)) {
      const { tier, status } = z.parse(Counted, item)
      const key = JSON.stringify([tier, status])
      counts.set(key, { tier, status, count: (counts.get(key)?.count ?? 0) + 1 })
    }
    return [...counts.entries()].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, count]) => count)
  }

const Served = z.object({ apiKeyId: z.optional(z.nullable(z.string())), deployment: Deployment })

/** How many tenants have an API key, and how many are in silos of their own. */
export type CountServed = () => Promise<{ apiKeys: number; silos: number }>

/** Counts the whole list, too. */
export const servedCounts =
  (table: Pick<Table, 'query'>): CountServed =>
  async () => {
    const counts = { apiKeys: 0, silos: 0 }
    for await (const item of listedTenants(table)) {
      const { apiKeyId, deployment } = z.parse(Served, item)
      if (apiKeyId) counts.apiKeys++
      if (deployment.kind === 'silo') counts.silos++
    }
    return counts
  }

async function* listedTenants(table: Pick<Table, 'query'>): AsyncGenerator<Item> {
  let after: Item | undefined
  do {
    const page = await table.query({
      index: LISTING,
      key: 'listing = :listing',
      values: { ':listing': 'tenant' },
      ...(after && { after }),
    })
    yield* page.items
    after = page.next
  } while (after)
}
