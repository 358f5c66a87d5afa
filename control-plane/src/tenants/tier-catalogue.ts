import { TierView } from '@tenantry/contracts/control-plane-api/schemas.ts'
import { DEFAULT_TIERS, type Tier } from '@tenantry/contracts/tiers.ts'
import type { Table } from '@tenantry/toolkit/table.ts'
import * as z from 'zod/mini'

/** The tiers on offer. */
export interface TierCatalogue {
  all(): Promise<Tier[]>
  find(name: string): Promise<Tier | null>
}

/** The default tiers, each replaced by the one that is stored under its name. */
export function tierCatalogue(table: Pick<Table, 'getMany'>): TierCatalogue {
  const all = async () => {
    const stored = await table.getMany(DEFAULT_TIERS.map(({ name }) => ({ name })))
    const overrides = new Map(stored.map((item) => z.parse(TierView, item)).map((tier) => [tier.name, tier]))
    return DEFAULT_TIERS.map((tier): Tier => overrides.get(tier.name) ?? tier)
  }
  return { all, find: async (name) => (await all()).find((tier) => tier.name === name) ?? null }
}
