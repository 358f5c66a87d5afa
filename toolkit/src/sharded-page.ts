import { shardKey, shardOfId } from '@tenantry/contracts/ids.ts'
import type { Entity } from '@tenantry/contracts/service/entity.ts'
import { indexOf } from '@tenantry/contracts/service/index-of.ts'
import { folded } from '@tenantry/contracts/sort-text.ts'
import * as z from 'zod/mini'
import { idAt, SEARCH_TEXT } from './list-attributes.ts'
import type { Listing } from './listing.ts'
import { decodeCursor, encodeCursor, type Page } from './pages.ts'
import { mergeShards, type ShardRead } from './sharded-list.ts'
import type { Item, Table, TableQuery } from './table.ts'

/** A search reads a shard in portions of so many items … */
const SEARCH_PORTION = 1000
/** … and stops after so many: the page is then short, and its cursor goes on where the search stopped. */
const SEARCH_PORTIONS = 10

/** One page of a tenant's entities over all its read shards. A cursor holds a position in this one list, and nothing of its items but what they sort by. */
export async function listPage<T extends { id: string }, Sort extends string>(
  source: { table: Table; tenant: { tenantId: string; readShards: number }; entity: Entity<T, Sort> },
  listing: Listing<Sort>,
): Promise<Page<T>> {
  const { table, tenant, entity } = source
  const { sort, descending, cursor, limit } = listing
  const search = listing.search === undefined ? undefined : folded(listing.search)
  const by = sort === 'createdAt' ? 'id' : indexOf(sort)
  const of = JSON.stringify([sort, descending, search])
  const Cursor = z.object({
    of: z.literal(of),
    after: z.string().check(z.refine((position) => shardOfId(entity.idPrefix, idAt(position)) !== null)),
  })
  const positionOf = z.object({ [by]: z.string() })
  const at = (item: Item): string => z.parse(positionOf, item)[by] ?? ''

  async function readShard(shard: number, after: string | undefined, wanted: number): Promise<ShardRead<Item>> {
    const query = shardQuery(shardKey(tenant.tenantId, shard), { by, sort, descending, search })
    let readTo = after
    for (let portion = 1; ; portion++) {
      const { items, next } = await table.query({
        ...query(readTo),
        limit: search === undefined ? wanted : SEARCH_PORTION,
      })
      const found = items.slice(0, wanted)
      const last = found.at(-1)
      if (last) return { items: found, readTo: at(last), more: items.length > wanted || next !== undefined }
      readTo = next && at(next)
      if (next === undefined || portion === SEARCH_PORTIONS) return { items: [], readTo, more: next !== undefined }
    }
  }

  const { items, next } = await mergeShards({
    shardCount: tenant.readShards,
    limit,
    after: cursor === undefined ? undefined : decodeCursor(Cursor, cursor).after,
    read: readShard,
    position: at,
    descending,
  })
  return {
    items: items.map((item) => z.parse(entity.schema, item)),
    nextCursor: next === null ? null : encodeCursor({ of, after: next }),
  }
}

/** The query of one shard behind a position. A local index shares the table's partition keys, so the tenant's session reaches no other tenant through it. */
function shardQuery(
  shard: string,
  { by, sort, descending, search }: { by: string; sort: string; descending: boolean; search: string | undefined },
): (after: string | undefined) => TableQuery {
  return (after) => ({
    ...(sort !== 'createdAt' && { index: by, whole: true }),
    key: after === undefined ? 'shardId = :shard' : `shardId = :shard AND ${by} ${descending ? '<' : '>'} :after`,
    values: { ':shard': shard, ':after': after, ':search': search },
    ...(search !== undefined && { filter: `contains(${SEARCH_TEXT}, :search)` }),
    descending,
    consistent: true,
  })
}
