import { TierBody } from '@tenantry/contracts/control-plane-api/tier-schemas.ts'
import { DEFAULT_TIERS, type Tier } from '@tenantry/contracts/tiers.ts'
import type { Table } from '@tenantry/toolkit/table.ts'
import * as z from 'zod/mini'

/** What operators changed of a tier. */
export type TierOverride = Omit<z.infer<typeof TierBody>, 'name' | 'deployment'>

/** A tier on offer; its version is 0 as long as no operator has changed it. */
export type OfferedTier = Tier & { version: number }

const Stored = z.extend(TierBody, { version: z._default(z.int(), 0) })

/** The tiers on offer. */
export interface TierCatalogue {
  all(): Promise<OfferedTier[]>
  find(name: string): Promise<OfferedTier | null>
}

/** The default tiers, each with what is stored under its name in place of the default. */
export function tierCatalogue(table: Pick<Table, 'getMany'>): TierCatalogue {
  const all = async () => {
    const stored = await table.getMany(DEFAULT_TIERS.map(({ name }) => ({ name })))
    const overrides = new Map(stored.map((item) => z.parse(Stored, item)).map((tier) => [tier.name, tier]))
    return DEFAULT_TIERS.map((tier) => {
      const { version, ...override } = overrides.get(tier.name) ?? { version: 0 }
      return { ...overridden(tier, override), version }
    })
  }
  return { all, find: async (name) => (await all()).find((tier) => tier.name === name) ?? null }
}

/** A default tier as an override makes it. A tier's name and deployment are not an operator's to change. */
export function overridden(tier: Tier, override: TierOverride): Tier {
  const { name, deployment } = tier
  const changed = Object.fromEntries(Object.entries(override).filter(([, value]) => value !== undefined))
  return { ...tier, ...changed, name, deployment }
}
