import type { DataCursor } from '@tenantry/contracts/data-cursor.ts'
import type { Item } from '@tenantry/toolkit/table.ts'
import { storePages } from './store-pages.ts'
import type { Store } from './stores.ts'

/** Work on the items of one tenant. It ends when they end, or when the time is up. */
export interface Walk {
  stores: readonly Store[]
  tenantId: string
  /** Where the call before stopped. */
  from: DataCursor | null
  /** Whether another page may still be begun. */
  hasTime(): boolean
  /** One page of a partition, behind this key; answers the key at which the next one begins. */
  page(store: Store, partition: string, after: Item | undefined): Promise<Item | undefined>
}

/** Goes through all partitions of all stores, page by page. Answers where to go on; null at the end. Throws for a store that is not there. */
export async function walkStores({ page, ...walk }: Walk): Promise<DataCursor | null> {
  const pages = storePages({
    ...walk,
    read: async (store, partition, after) => ({ next: await page(store, partition, after) }),
  })
  for await (const _ of pages);
  return pages.cursor()
}

/** The condition of a query for one partition of a store. */
export const inPartition = ({ keys: [partition = ''] }: Store, value: string) => ({
  key: '#partition = :partition',
  names: { '#partition': partition },
  values: { ':partition': value },
})
