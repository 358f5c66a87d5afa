import { add, zeros } from './count-items.ts'
import type { RunOperation } from './operation.ts'
import { storePages } from './store-pages.ts'
import { inPartition } from './walk-stores.ts'

/** Keys that are read at once: a page of writes ends soon after the time is up. */
const PAGE = 500

/** Deletes the items of a tenant, page by page. */
export const purgeItems: RunOperation<'purge'> = async ({ stores, writingOf, hasTime }, { tenantId, cursor }) => {
  const purged = stores.filter(({ isPurged }) => isPurged)
  const counts = zeros(purged)
  const pages = storePages({
    stores: purged,
    tenantId,
    from: cursor,
    hasTime,
    async read(store, partition, after) {
      const table = await writingOf(store, tenantId)
      const { keys } = store
      const query = { ...inPartition(store, partition), attributes: keys, limit: PAGE, ...(after && { after }) }
      return { table, ...(await table.query(query)) }
    },
  })
  for await (const { store, page } of pages) {
    await page.table.writeMany({ delete: page.items })
    add(counts, store.name, page.items.length)
  }
  return { cursor: pages.cursor(), counts }
}
