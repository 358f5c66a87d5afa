import { ok } from '@tenantry/toolkit/http.ts'
import { readLimit } from '@tenantry/toolkit/pages.ts'
import { inTenant } from '@tenantry/toolkit/tenant-scope.ts'
import { orderView } from './order.ts'
import type { OrdersOf } from './order-store.ts'

export const listOrders = ({ ordersOf }: { ordersOf: OrdersOf }) =>
  inTenant(async (tenant, { query }) => {
    const { items, nextCursor } = await ordersOf(tenant).list({ limit: readLimit(query), cursor: query.cursor })
    return ok({ items: items.map(orderView), nextCursor })
  })
