import { TierBody } from '@tenantry/contracts/control-plane-api/schemas.ts'
import { DEFAULT_TIERS, type Tier } from '@tenantry/contracts/tiers.ts'
import type { Table } from '@tenantry/toolkit/table.ts'
import * as z from 'zod/mini'

/** What operators changed of a tier. */
export type TierOverride = Omit<z.infer<typeof TierBody>, 'name' | 'deployment'>

/** The tiers on offer. */
export interface TierCatalogue {
  all(): Promise<Tier[]>
  find(name: string): Promise<Tier | null>
}

/** The default tiers, each with what is stored under its name in place of the default. */
export function tierCatalogue(table: Pick<Table, 'getMany'>): TierCatalogue {
  const all = async () => {
    const stored = await table.getMany(DEFAULT_TIERS.map(({ name }) => ({ name })))
    const overrides = new Map(stored.map((item) => z.parse(TierBody, item)).map((tier) => [tier.name, tier]))
    return DEFAULT_TIERS.map((tier) => overridden(tier, overrides.get(tier.name) ?? {}))
  }
  return { all, find: async (name) => (await all()).find((tier) => tier.name === name) ?? null }
}

/** A default tier as an override makes it. A tier's name and deployment are not an operator's to change. */
export function overridden(tier: Tier, override: TierOverride): Tier {
  const { name, deployment } = tier
  const changed = Object.fromEntries(Object.entries(override).filter(([, value]) => value !== undefined))
  return { ...tier, ...changed, name, deployment }
}
