import { listStateId } from '@tenantry/contracts/lists-table.ts'
import { collectionsIn, withOfferedSorts } from '@tenantry/contracts/offered-sorts.ts'
import { cached } from '@tenantry/toolkit/cache.ts'
import { type ApiOperation, ok } from '@tenantry/toolkit/http.ts'
import { Complete } from '@tenantry/toolkit/list-state.ts'
import type { System } from '@tenantry/toolkit/system.ts'
import type { Table } from '@tenantry/toolkit/table.ts'
import * as z from 'zod/mini'

/** The document is public: so long after a change it may still be the one before. */
const FRESH_MS = 10_000

const Stored = z.extend(Complete, { id: z.string() })

/** The OpenAPI document as it holds now: with the sorts that lists are offered in. */
export function describeApi(
  document: unknown,
  { lists, system }: { lists: Pick<Table, 'getMany'>; system: Pick<System, 'now'> },
): ApiOperation {
  const collections = collectionsIn(document)
  const current = cached({
    async load() {
      const items = await lists.getMany(collections.map((collection) => ({ id: listStateId(collection) })))
      const states = new Map(items.map((item) => z.parse(Stored, item)).map(({ id, complete }) => [id, complete]))
      return withOfferedSorts(document, (collection) => states.get(listStateId(collection)))
    },
    freshUntil: (_, loadedAt) => loadedAt + FRESH_MS,
    now: system.now,
    maxEntries: 1,
  })
  return async () => ok(await current(''))
}
