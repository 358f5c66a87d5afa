import { shardKey } from '@tenantry/contracts/ids.ts'
import type { Entity } from '@tenantry/contracts/service/entity.ts'
import { slotUse } from '@tenantry/contracts/service/slot-uses.ts'
import { SEARCH_TEXT, slotName } from '@tenantry/contracts/service/slots.ts'
import { folded } from '@tenantry/contracts/sort-text.ts'
import * as z from 'zod/mini'
import { fetchEntries } from './fetch-entries.ts'
import { ENTRY_UNITS, FETCH_UNITS, ITEM_UNITS, LIST_UNITS } from './list-limits.ts'
import type { Listing } from './listing.ts'
import type { Lists } from './lists.ts'
import type { ReadShard } from './merge.ts'
import type { Page } from './pages.ts'
import { invalid } from './parse.ts'
import { ReadBudget } from './read-budget.ts'
import { mergeShards } from './sharded-list.ts'
import type { Item, Table } from './table.ts'

/** Where the lists of a tenant's entities are read from. */
export interface ListSource<T extends { id: string }, Sort extends string> {
  table: Pick<Table, 'query' | 'getMany'>
  tenant: { tenantId: string; readShards: number }
  entity: Entity<T, Sort>
  lists: Lists
  /** A stored item as an entity. */
  entityIn(item: Item): T
}

/**
 * One page of a tenant's entities over all its read shards, for at most LIST_UNITS read units. A page that would take more is short, or
 * empty, and its cursor goes on.
 */
export async function listPage<T extends { id: string }, Sort extends string>(
  source: ListSource<T, Sort>,
  listing: Listing<Sort>,
): Promise<Page<T>> {
  const { table, tenant, entity, lists, entityIn } = source
  const { sort, descending, limit } = listing
  const search = listing.search === undefined ? undefined : folded(listing.search)
  const order = sort === 'createdAt' ? undefined : entity.sorts[sort]
  if (sort !== 'createdAt') await refuseUnoffered(source, sort)
  const by = order ? slotName(order.slot) : 'id'
  const at = positionIn(by)
  const list = [tenant.tenantId, entity.collection, order && slotUse(entity, sort), descending, search]
  const after =
    listing.cursor === undefined ? undefined : (await lists.cursors.decode(list, Position, listing.cursor)).after

  const read: ReadShard<Item> = async (shard, readTo, entries) => {
    const { items, next } = await table.query({
      ...(order && { index: by }),
      key: readTo === undefined ? 'shardId = :shard' : `shardId = :shard AND ${by} ${descending ? '<' : '>'} :after`,
      values: { ':shard': shardKey(tenant.tenantId, shard), ':after': readTo, ':search': search },
      ...(search !== undefined && { filter: `contains(${SEARCH_TEXT}, :search)` }),
      descending,
      limit: entries,
      // Half the price, and all that an index can do.
      consistent: false,
    })
    return { items, readTo: next && at(next) }
  }

  const forItems = order ? Math.min(limit * ITEM_UNITS, FETCH_UNITS[search === undefined ? 'list' : 'search']) : 0
  const budget = new ReadBudget(LIST_UNITS - forItems)
  const merged = await mergeShards({
    shardCount: tenant.readShards,
    limit,
    after,
    read,
    isSearch: search !== undefined,
    budget,
    entryUnits: order ? ENTRY_UNITS : ITEM_UNITS,
    position: at,
    descending,
  })
  const { items, next } = order
    ? await fetchEntries({ table, budget: new ReadBudget(budget.left + forItems), by, at }, merged)
    : merged
  return {
    items: items.map(entityIn),
    nextCursor: next === null ? null : await lists.cursors.encode(list, { after: next }),
  }
}

const Position = z.object({ after: z.string().check(z.minLength(1)) })

/** Where an item or an entry of an index stands, by the attribute that the list is sorted by. */
function positionIn(by: string): (item: Item) => string {
  const Positioned = z.object({ [by]: z.string() })
  return (item) => z.parse(Positioned, item)[by] ?? ''
}

async function refuseUnoffered<T extends { id: string }, Sort extends string>(
  { entity, lists }: ListSource<T, Sort>,
  sort: Sort,
): Promise<void> {
  if (await lists.offers(entity, sort)) return
  throw invalid('sort', 'is not offered yet: the items that were there before are being sorted')
}
