import { TierName } from '@tenantry/contracts/control-plane-api/tier-schemas.ts'
import { DEFAULT_TIERS, type Tier } from '@tenantry/contracts/tiers.ts'
import type { Item, Table } from '@tenantry/toolkit/table.ts'
import * as z from 'zod/mini'

/** A tier with what operators have made of it; its version is 0 as long as none has changed it. */
export interface CataloguedTier extends Tier {
  /** A retired tier takes no new tenants, and keeps those that it has. */
  state: 'offered' | 'retired'
  retiredAt: string | null
  version: number
}

/** All tiers that there are: on offer or retired. */
export interface TierCatalogue {
  /** In their order: the first ones are those of a new system, the others follow as they were made. */
  all(): Promise<CataloguedTier[]>
  find(name: string): Promise<CataloguedTier | null>
  /** The names in their order, as they are stored; null while nobody has made or deleted a tier. */
  listed(): Promise<string[] | null>
  /** The version of what is stored under a name, that of a deleted tier too; 0 when nothing is. */
  versionOf(name: string): Promise<number>
}

/** Under this key is the order of the tiers; no tier can have the name. */
export const CATALOGUE = '#catalogue'
const Listing = z.object({ names: z.array(z.string()) })

const Values = z.object({
  name: z.string(),
  deployment: z.enum(['pool', 'silo']),
  rate: z.number(),
  burst: z.int(),
  quota: z.int(),
  shards: z.int(),
  approval: z.boolean(),
  priceCents: z.int(),
  prices: z._default(z.array(z.object({ from: z.string(), priceCents: z.int() })), []),
  entitlements: z.array(z.string()),
  // Tiers that were stored before there were any have none.
  allowances: z._default(z.record(z.string(), z.int()), {}),
})
/** What is kept of a tier that is gone keeps its versions growing. */
const Kept = z.object({
  state: z._default(z.enum(['offered', 'retired', 'deleted']), 'offered'),
  retiredAt: z._default(z.nullable(z.string()), null),
  version: z._default(z.int(), 0),
})

/** The tiers table: an item for each tier that operators have made or changed, over the tiers of a new system. */
export function tierCatalogue(table: Pick<Table, 'get' | 'getMany'>): TierCatalogue {
  const listed = async () => {
    const item = await table.get({ name: CATALOGUE })
    return item ? z.parse(Listing, item).names : null
  }
  /** Other things are in the table, too, under keys that are no names. */
  const get = async (name: string) => (z.safeParse(TierName, name).success ? table.get({ name }) : undefined)
  return {
    listed,
    async all() {
      const names = (await listed()) ?? DEFAULT_TIERS.map(({ name }) => name)
      const items = await table.getMany(names.map((name) => ({ name })))
      return names.flatMap(
        (name) =>
          tierOf(
            name,
            items.find((item) => item.name === name),
          ) ?? [],
      )
    },
    find: async (name) => tierOf(name, await get(name)),
    versionOf: async (name) => z.parse(Kept, (await get(name)) ?? {}).version,
  }
}

function tierOf(name: string, item: Item | undefined): CataloguedTier | null {
  const seed = DEFAULT_TIERS.find((tier) => tier.name === name)
  const { state, ...kept } = z.parse(Kept, item ?? {})
  if (state === 'deleted' || (!seed && !item)) return null
  return { ...z.parse(Values, { ...seed, ...item }), ...kept, state }
}
