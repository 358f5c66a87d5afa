import { ok } from '@tenantry/toolkit/http.ts'
import { notFound } from '@tenantry/toolkit/not-found.ts'
import { inTenant } from '@tenantry/toolkit/tenant-scope.ts'
import { orderView } from './order.ts'
import type { OrdersOf } from './order-store.ts'

export const getOrder = ({ ordersOf }: { ordersOf: OrdersOf }) =>
  inTenant(async (tenant, { params: { id = '' } }) => {
    const order = await ordersOf(tenant).get(id)
    if (!order) throw notFound('order')
    return ok(orderView(order))
  })
