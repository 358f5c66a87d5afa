import { ok } from '@tenantry/toolkit/http.ts'
import { notFound } from '@tenantry/toolkit/not-found.ts'
import { parse } from '@tenantry/toolkit/parse.ts'
import type { System } from '@tenantry/toolkit/system.ts'
import { inTenant } from '@tenantry/toolkit/tenant-scope.ts'
import { OrderBody } from './api.ts'
import { type Order, orderView } from './order.ts'
import type { OrderStore, OrdersOf, Refusal } from './order-store.ts'
import { priceLines, refuseDoubles } from './price-lines.ts'
import { ATTEMPTS, orderBusy, orderFulfilled, refuseOrder } from './refuse-order.ts'
import { stockChanges } from './stock-changes.ts'

export const replaceOrder = ({ ordersOf, system }: { ordersOf: OrdersOf; system: System }) =>
  inTenant(async (tenant, { params: { id = '' }, body }) => {
    const wanted = parse(OrderBody, body)
    refuseDoubles(wanted.lines)
    const orders = ordersOf(tenant)
    for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
      const before = await orders.get(id)
      if (!before) throw notFound('order')
      const at = new Date(system.now()).toISOString()
      const { order, refusal } = await replace(orders, before, wanted, at)
      if (!refusal) return ok(orderView(order))
      const ordered = wanted.lines.some((line) => 'productId' in refusal && line.productId === refusal.productId)
      // A product that the order gives up was deleted meanwhile: read again, and leave it out.
      const passing = refusal.kind === 'order-changed' || (refusal.kind === 'product-gone' && !ordered)
      if (!passing) throw refuseOrder(refusal, wanted.lines)
    }
    throw orderBusy()
  })

async function replace(
  orders: OrderStore,
  before: Order,
  { name, lines: ordered }: OrderBody,
  at: string,
): Promise<{ order: Order; refusal: Refusal | null }> {
  const products = await orders.products([...new Set([...before.lines, ...ordered].map((line) => line.productId))])
  const priced = priceLines(ordered, products, before)
  // What the buyer has got stays as it was. The write is conditional on what was read here, so fulfilment cannot come between.
  if (before.status === 'fulfilled') throw orderFulfilled()
  const order: Order = { ...before, name, ...priced, updatedAt: at }
  // Nothing goes back to a product that no longer exists.
  const changes = stockChanges(before.lines, order.lines).filter(
    ({ productId, taken }) => taken > 0 || products.has(productId),
  )
  return { order, refusal: await orders.replace(order, changes) }
}
