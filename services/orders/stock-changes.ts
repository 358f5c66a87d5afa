import type { Write } from '@tenantry/toolkit/table.ts'
import type { Line } from './order.ts'

/** How much stock of a product an order takes; negative when it gives some back. */
export interface StockChange {
  productId: string
  taken: number
}

/** What changes in stock when an order's lines go from `before` to `after`; products whose quantity stays are left alone. */
export function stockChanges(before: Line[], after: Line[]): StockChange[] {
  const taken = new Map<string, number>()
  for (const { productId, quantity } of before) taken.set(productId, -quantity)
  for (const { productId, quantity } of after) taken.set(productId, (taken.get(productId) ?? 0) + quantity)
  return [...taken].filter(([, change]) => change !== 0).map(([productId, change]) => ({ productId, taken: change }))
}

/** The write of one change. Stock never falls below zero, and a product that is gone is not made again. */
export function stockWrite(
  change: StockChange,
  product: { table: string; key: Record<string, unknown> },
  at: string,
): Write {
  return {
    kind: 'update',
    ...product,
    update: 'SET #stock = #stock - :taken, #updatedAt = :at',
    condition: change.taken > 0 ? 'attribute_exists(id) AND #stock >= :taken' : 'attribute_exists(id)',
    names: { '#stock': 'stock', '#updatedAt': 'updatedAt' },
    values: { ':taken': change.taken, ':at': at },
  }
}
