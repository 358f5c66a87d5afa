import { created } from '@tenantry/toolkit/http.ts'
import { parse } from '@tenantry/toolkit/parse.ts'
import type { System } from '@tenantry/toolkit/system.ts'
import { inTenant } from '@tenantry/toolkit/tenant-scope.ts'
import { OrderBody } from './api.ts'
import { type Order, orderView } from './order.ts'
import type { OrdersOf } from './order-store.ts'
import { priceLines, refuseDoubles } from './price-lines.ts'
import { refuseOrder } from './refuse-order.ts'
import { stockChanges } from './stock-changes.ts'

interface Services {
  ordersOf: OrdersOf
  system: System
}

export const placeOrder = ({ ordersOf, system }: Services) =>
  inTenant(async (tenant, { body }) => {
    const { name, lines: ordered } = parse(OrderBody, body)
    refuseDoubles(ordered)
    const orders = ordersOf(tenant)
    const products = await orders.products(ordered.map((line) => line.productId))
    const at = new Date(system.now()).toISOString()
    const priced = priceLines(ordered, products)
    const order: Order = { id: orders.newId(), name, status: 'placed', ...priced, createdAt: at, updatedAt: at }
    const refusal = await orders.insert(order, stockChanges([], order.lines))
    if (refusal) throw refuseOrder(refusal, ordered)
    return created(orderView(order))
  })
