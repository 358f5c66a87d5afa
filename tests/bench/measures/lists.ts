import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { meterUnits } from '@tenantry/toolkit/consumed-units.ts'
import { MAX_REQUEST_UNITS } from '@tenantry/toolkit/list-limits.ts'
import type { Listing } from '@tenantry/toolkit/listing.ts'
import { seedItems } from '../../support/dynamodb.ts'
import { OLDEST_FIRST, type Sort, type Thing, type Things, testThings } from '../../support/things.ts'
import { round } from '../processor.ts'

/** The most that a tenant may have: each costs every list request at least half a unit. */
const SHARDS = 64

/** One item in a hundred is a lamp, none is nothing. */
const LISTS: Record<string, Partial<Listing<Sort>>> = {
  'newest first': { descending: true },
  'by name': { sort: 'name' },
  'by size, largest first': { sort: 'size', descending: true },
  'search, newest first': { search: 'lamp', descending: true },
  'search by name': { search: 'lamp', sort: 'name' },
  'search without a hit, newest first': { search: 'nothing', descending: true },
  'search without a hit, by name': { search: 'nothing', sort: 'name' },
}

export interface ListsMeasured {
  /** What a request may read. */
  budget: number
  shards: number
  /** Read units of the request that took the most, by what is asked, by the number of items. */
  unitsPerRequest: Record<string, Record<string, number>>
}

/**
 * Read units per request of lists and searches with pages of 20, by the size of the tenant: what DynamoDB reports as ConsumedCapacity. The
 * code is the toolkit's, the engine the local cloud's. `requests` is how far a long list is read: its later requests are like the earlier.
 */
export async function lists(sizes: number[], requests: number): Promise<ListsMeasured> {
  const unitsPerRequest: ListsMeasured['unitsPerRequest'] = {}
  for (const size of sizes) {
    const { things, close } = await manyThings(size)
    try {
      for (const [name, listing] of Object.entries(LISTS)) {
        const most = await mostUnits(things, listing, requests)
        unitsPerRequest[name] = { ...unitsPerRequest[name], [`${size.toLocaleString('en')} items`]: most }
      }
    } finally {
      close()
    }
  }
  return { budget: MAX_REQUEST_UNITS, shards: SHARDS, unitsPerRequest }
}

async function mostUnits(things: Things, listing: Partial<Listing<Sort>>, requests: number): Promise<number> {
  let most = 0
  let cursor: string | undefined
  for (let request = 0; request < requests; request++) {
    const asked = { ...OLDEST_FIRST, limit: 20, ...listing, cursor }
    const { result, units } = await meterUnits(() => things.list(asked))
    most = Math.max(most, units.read)
    if (result.nextCursor === null) break
    cursor = result.nextCursor
  }
  return round(most, 1)
}

/** A table of one tenant's things, in a file: a million of them would fill the memory. */
async function manyThings(size: number): Promise<{ things: Things; close(): void }> {
  const directory = mkdtempSync(join(tmpdir(), 'tenantry-lists-'))
  const database = new DatabaseSync(join(directory, 'things.sqlite'))
  // Nothing of it outlives this process; the cache holds the indexes, which are written in no order.
  database.exec('PRAGMA journal_mode = MEMORY; PRAGMA synchronous = OFF; PRAGMA cache_size = -1000000;')
  const world = await testThings(database)
  let now = Date.UTC(2026, 0, 1)
  const things = world.of('aaaaaaaaaaaa', SHARDS, { now: () => now++ })
  seedItems(database, things.name, someThings(things, size))
  return {
    things,
    close() {
      database.close()
      rmSync(directory, { recursive: true, force: true })
    },
  }
}

function* someThings(things: Things, size: number) {
  for (let n = 0; n < size; n++) {
    const thing: Thing = {
      id: things.newId(),
      name: `${n % 100 === 0 ? 'Lamp' : 'Thing'} ${n % 977}`,
      size: n % 331,
      note: 'x'.repeat(200),
    }
    yield things.item(thing)
  }
}
