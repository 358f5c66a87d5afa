import type { DataCursor } from '@tenantry/contracts/data-cursor.ts'
import type { Item } from '@tenantry/toolkit/table.ts'
import type { Store } from './stores.ts'

/** Work on the items of one tenant. It ends when they end, or when the time is up. */
export interface PageWalk<Page> {
  stores: readonly Store[]
  tenantId: string
  /** Where the call before stopped. */
  from: DataCursor | null
  /** Whether another page may still be begun. */
  hasTime(): boolean
  /** Reads one page of a partition, behind this key. */
  read(store: Store, partition: string, after: Item | undefined): Promise<Page>
}

/** All pages of the items of a tenant. */
export interface Pages<Page> extends AsyncIterable<{ store: Store; page: Page }> {
  /** Where to go on, once all pages until there were worked on; null at the end. */
  cursor(): DataCursor | null
}

/** Goes through all partitions of all stores, page by page. Throws for a store that is not there. */
export function storePages<Page extends { next: Item | undefined }>(walk: PageWalk<Page>): Pages<Page> {
  const { stores, tenantId, from, hasTime, read } = walk
  const first = from ? stores.findIndex(({ name }) => name === from.store) : 0
  if (first < 0) throw new Error(`There is no store ${from?.store}`)
  let cursor = from

  async function* pages() {
    for (const store of stores.slice(first)) {
      const partitions = store.partitions(tenantId)
      const begins = cursor?.store === store.name ? cursor : { partition: 0, after: null }
      let after = begins.after ?? undefined
      for (let partition = begins.partition; partition < partitions.length; partition++) {
        do {
          cursor = { store: store.name, partition, after: after ?? null }
          if (!hasTime()) return
          const page = await read(store, partitions[partition] ?? '', after)
          yield { store, page }
          after = page.next
        } while (after)
      }
    }
    cursor = null
  }

  return { [Symbol.asyncIterator]: pages, cursor: () => cursor }
}
