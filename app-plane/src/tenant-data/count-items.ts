import type { StoreCounts } from '@tenantry/contracts/tenant-data.ts'
import type { RunOperation } from './operation.ts'
import { storePages } from './store-pages.ts'
import type { Store } from './stores.ts'
import { inPartition } from './walk-stores.ts'

/** Counts the items of a tenant in every store. */
export const countItems: RunOperation<'count'> = async ({ stores, readingOf, hasTime }, request) => {
  const { tenantId, cursor, stores: names } = request
  const counted = stores.filter(({ name }) => names?.includes(name) ?? true)
  const counts = zeros(counted)
  const pages = storePages({
    stores: counted,
    tenantId,
    from: cursor,
    hasTime,
    async read(store, partition, after) {
      const table = await readingOf(store, tenantId)
      return table.count({ ...inPartition(store, partition), ...(after && { after }) })
    },
  })
  for await (const { store, page } of pages) add(counts, store.name, page.count)
  return { cursor: pages.cursor(), counts }
}

/** Every store with nothing in it. */
export const zeros = (stores: readonly Pick<Store, 'name'>[]): StoreCounts =>
  Object.fromEntries(stores.map(({ name }) => [name, 0]))

export function add(counts: StoreCounts, store: string, items: number): void {
  counts[store] = (counts[store] ?? 0) + items
}
