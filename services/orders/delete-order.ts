import { noContent } from '@tenantry/toolkit/http.ts'
import { notFound } from '@tenantry/toolkit/not-found.ts'
import type { System } from '@tenantry/toolkit/system.ts'
import { inTenant } from '@tenantry/toolkit/tenant-scope.ts'
import type { OrdersOf } from './order-store.ts'
import { ATTEMPTS, orderBusy } from './refuse-order.ts'
import { stockChanges } from './stock-changes.ts'

export const deleteOrder = ({ ordersOf, system }: { ordersOf: OrdersOf; system: System }) =>
  inTenant(async (tenant, { params: { id = '' } }) => {
    const orders = ordersOf(tenant)
    for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
      const order = await orders.get(id)
      if (!order) throw notFound('order')
      const products = await orders.products(order.lines.map((line) => line.productId))
      // Nothing goes back to a product that no longer exists.
      const changes = stockChanges(order.lines, []).filter(({ productId }) => products.has(productId))
      if (!(await orders.remove(order, changes, new Date(system.now()).toISOString()))) return noContent()
    }
    throw orderBusy()
  })
