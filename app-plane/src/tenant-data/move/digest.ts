import { createHash } from 'node:crypto'
import type { Digest } from '@tenantry/contracts/move-data.ts'
import type { Item } from '@tenantry/toolkit/table.ts'
import { inPartition, walkStores } from '../walk-stores.ts'
import type { RunMoveOperation } from './move-data-services.ts'
import { movingStores } from './moving-stores.ts'

/** Hashes are added modulo this, so that their order does not matter and equal items do not cancel out. */
const MODULUS = 2n ** 256n

export const digestItems: RunMoveOperation<'digest'> = async (services, { tenantId, cursor, expireAfter }) => {
  const stores = movingStores(services.stores)
  const sums = new Map(stores.map(({ name }) => [name, { count: 0, hash: 0n }]))
  const next = await walkStores({
    stores,
    tenantId,
    from: cursor,
    hasTime: services.hasTime,
    async page(store, partition, after) {
      const table = await services.tableOf(store, tenantId)
      const page = await table.query({ ...inPartition(store, partition), ...(after && { after }) })
      const sum = sums.get(store.name) ?? { count: 0, hash: 0n }
      for (const item of page.items) {
        if (typeof item.expiresAt === 'number' && item.expiresAt < expireAfter) continue
        sum.count++
        sum.hash = (sum.hash + hashOf(item)) % MODULUS
      }
      return page.next
    },
  })
  const digest: Digest = Object.fromEntries(
    [...sums].map(([name, { count, hash }]) => [name, { count, hash: hash.toString(16) }]),
  )
  return { cursor: next, digest }
}

const hashOf = (item: Item): bigint =>
  BigInt(
    `0x${createHash('sha256')
      .update(JSON.stringify(sorted(item)))
      .digest('hex')}`,
  )

/** The same with the names of all objects in one order. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return value
  return Object.entries(value)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, member]) => [name, sorted(member)])
}
