import type { Present } from '@tenantry/contracts/move-data.ts'
import { FENCE_ITEMS, JournalEntry, journalPartition } from '@tenantry/contracts/moves.ts'
import * as z from 'zod/mini'
import type { Store } from '../stores.ts'
import type { MoveDataServices, RunMoveOperation } from './move-data-services.ts'
import { doesMove, movingStores } from './moving-stores.ts'

/** Entries that one call takes of each partition: few enough that what they name fits into one answer. */
const ENTRIES = 10
/** Bytes of items after which an answer names no more; Lambda takes 6 MB. */
const MAX_BYTES = 2_000_000

/** An entry is answered with all that it names, or not at all. */
export const readJournal: RunMoveOperation<'read-journal'> = async (services, { tenantId }) => {
  const moves = await services.movesOf(tenantId)
  const pages = await Promise.all(
    Array.from({ length: FENCE_ITEMS }, (_, n) =>
      moves.query({
        key: '#partition = :partition',
        names: { '#partition': 'partition' },
        values: { ':partition': journalPartition(tenantId, n) },
        limit: ENTRIES,
      }),
    ),
  )
  const found = pages.flatMap(({ items }) => items.map((item) => z.parse(JournalEntry, item)))
  const storeOf = await storesByTable(services, tenantId)
  const present = new Map<string, Present>()
  const entries: { partition: string; id: string }[] = []
  let bytes = 0
  for (const { partition, id, changes } of found) {
    if (bytes > MAX_BYTES) break
    for (const { table, key } of changes) {
      const name = JSON.stringify([table, key])
      const store = storeOf.get(table)
      if (present.has(name) || !store || !doesMove(store, key[store.keys[0] ?? ''] ?? '')) continue
      const item = (await (await services.tableOf(store, tenantId)).get(key)) ?? null
      bytes += JSON.stringify(item).length
      present.set(name, { store: store.name, key, item })
    }
    entries.push({ partition, id })
  }
  const more = entries.length < found.length || pages.some(({ next }) => next !== undefined)
  return { entries, changed: [...present.values()], more }
}

/** What else is journaled stays where it is. */
async function storesByTable({ stores, tableOf }: MoveDataServices, tenantId: string): Promise<Map<string, Store>> {
  const named = movingStores(stores).map(
    async (store): Promise<[string, Store]> => [(await tableOf(store, tenantId)).name, store],
  )
  return new Map(await Promise.all(named))
}

export const forgetEntries: RunMoveOperation<'forget-entries'> = async ({ movesOf }, { tenantId, entries }) => {
  const moves = await movesOf(tenantId)
  await Promise.all(entries.map((key) => moves.delete(key)))
  return {}
}
