import type { Present } from '@tenantry/contracts/move-data.ts'
import type { Write } from '@tenantry/toolkit/table.ts'
import { inPartition, walkStores } from '../walk-stores.ts'
import { writeInEpoch } from './epoch.ts'
import type { RunMoveOperation } from './move-data-services.ts'
import { keyIn, movingStores } from './moving-stores.ts'

/** Bytes after which a call reads no further page, of which each has a megabyte at most. */
const MAX_BYTES = 1_000_000

export const readItems: RunMoveOperation<'read-items'> = async (services, { tenantId, cursor }) => {
  const items: Present[] = []
  let bytes = 0
  const next = await walkStores({
    stores: movingStores(services.stores),
    tenantId,
    from: cursor,
    hasTime: () => bytes < MAX_BYTES && services.hasTime(),
    async page(store, partition, after) {
      const table = await services.tableOf(store, tenantId)
      const page = await table.query({ ...inPartition(store, partition), ...(after && { after }) })
      for (const item of page.items) {
        items.push({ store: store.name, key: keyIn(store, item), item })
        bytes += JSON.stringify(item).length
      }
      return page.next
    },
  })
  return { items, cursor: next }
}

export const writeItems: RunMoveOperation<'write-items'> = async (services, { tenantId, epoch, items }) => {
  const stores = new Map(movingStores(services.stores).map((store) => [store.name, store]))
  const writes: Write[] = []
  for (const { store: name, key, item } of items) {
    const store = stores.get(name)
    if (!store) throw new Error(`Nothing of a store ${name} moves`)
    const { name: table } = await services.tableOf(store, tenantId)
    writes.push(item === null ? { kind: 'delete', table, key } : { kind: 'put', table, item: { ...item, ...key } })
  }
  await writeInEpoch(services, { tenantId, epoch }, writes)
  return {}
}

/** What a place has that serves the tenant no longer, or does not yet. */
export const removeItems: RunMoveOperation<'remove-items'> = async (services, { tenantId, cursor, epoch }) => {
  const entry = await services.entryOf(tenantId)
  if (!entry || entry.deployment.kind === services.place)
    throw new Error(`The tenant ${tenantId} is served here, so its data stays`)
  let removed = 0
  const next = await walkStores({
    stores: movingStores(services.stores),
    tenantId,
    from: cursor,
    hasTime: services.hasTime,
    async page(store, partition, after) {
      const table = await services.tableOf(store, tenantId)
      const { items, next: following } = await table.query({
        ...inPartition(store, partition),
        ...(after && { after }),
      })
      const deletions = items.map((item): Write => ({ kind: 'delete', table: table.name, key: keyIn(store, item) }))
      await writeInEpoch(services, { tenantId, epoch }, deletions)
      removed += items.length
      return following
    },
  })
  return { removed, cursor: next }
}
