import { DatabaseSync } from 'node:sqlite'
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { defineEntity } from '@tenantry/contracts/service/entity.ts'
import { folded, sortableNumber } from '@tenantry/contracts/sort-text.ts'
import type { Listing } from '@tenantry/toolkit/listing.ts'
import { type Lists, openLists } from '@tenantry/toolkit/lists.ts'
import type { Page } from '@tenantry/toolkit/pages.ts'
import { type ShardedTable, shardedTable } from '@tenantry/toolkit/sharded-table.ts'
import { system } from '@tenantry/toolkit/system.ts'
import { type Table, table } from '@tenantry/toolkit/table.ts'
import { Versions } from '@tenantry/toolkit/versions.ts'
import * as z from 'zod/mini'
import { createTables, dynamoIn } from './dynamodb.ts'
import { createEntityTable } from './entity-table.ts'

// An entity for tests of lists: it has a name to sort and search by, a size to sort by, and a note of any length.

const Thing = z.object({ id: z.string(), name: z.string(), size: z._default(z.int(), 0), note: z.optional(z.string()) })
export type Thing = z.output<typeof Thing>

export const THING = defineEntity({
  name: 'thing',
  collection: 'things',
  idPrefix: 'thg',
  schema: Thing,
  sorts: {
    name: { slot: 1, text: ({ name }) => folded(name) },
    size: { slot: 3, text: ({ size }) => sortableNumber(size) },
  },
  searched: ({ name }) => [name],
})
export type Sort = keyof (typeof THING)['sorts']
export type Things = ShardedTable<Thing, Sort>

export const OLDEST_FIRST: Listing<Sort> = {
  limit: 100,
  cursor: undefined,
  sort: 'createdAt',
  descending: false,
  search: undefined,
}

export interface ThingsTable {
  client: DynamoDBClient
  table: Table
  lists: Lists
  /** A tenant's things, spread over so many shards. */
  of(
    tenantId: string,
    shards: number | Shards,
    options?: { now?: () => number; table?: Table; versions?: Versions },
  ): Things
}

/** Those that are read and those that are written, while they grow. */
type Shards = { readShards: number; writeShards: number }

/** Things in a real table, empty. */
export async function testThings(database = new DatabaseSync(':memory:')): Promise<ThingsTable> {
  const client = dynamoIn(database)
  await createEntityTable(client, 'things')
  return thingsIn(client)
}

/** Things in the table that is there, beside other tables. */
export async function thingsIn(client: DynamoDBClient): Promise<ThingsTable> {
  await createTables(client, ['lists'])
  const things = table(client, 'things')
  const lists = openLists(table(client, 'lists'), system)
  return {
    client,
    table: things,
    lists,
    of: (tenantId, shards, { now = system.now, table = things, versions = new Versions(null) } = {}) =>
      shardedTable({
        table,
        tenant: {
          tenantId,
          ...(typeof shards === 'number' ? { readShards: shards, writeShards: shards } : shards),
          versions,
        },
        entity: THING,
        system: { now, random: system.random },
        lists,
      }),
  }
}

/** The pages of a whole list. */
export async function walk(
  things: Pick<Things, 'list'>,
  listing: Partial<Listing<Sort>>,
  between: (page: Page<Thing>) => Promise<unknown> = async () => {},
): Promise<Thing[][]> {
  const pages: Thing[][] = []
  let cursor: string | undefined
  do {
    const page = await things.list({ ...OLDEST_FIRST, ...listing, cursor })
    pages.push(page.items)
    cursor = page.nextCursor ?? undefined
    if (cursor) await between(page)
  } while (cursor)
  return pages
}
