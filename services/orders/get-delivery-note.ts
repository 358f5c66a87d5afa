import { ok } from '@tenantry/toolkit/http.ts'
import { notFound } from '@tenantry/toolkit/not-found.ts'
import { inTenant } from '@tenantry/toolkit/tenant-scope.ts'
import type { DeliveryNoteView } from './api.ts'
import type { OrdersOf } from './order-store.ts'

/** Of tenants whose plan has documents: the route says so. */
export const getDeliveryNote = ({ ordersOf }: { ordersOf: OrdersOf }) =>
  inTenant(async (tenant, { params: { id = '' } }) => {
    const order = await ordersOf(tenant).get(id)
    if (!order) throw notFound('order')
    const lines = order.lines.map(({ productName, quantity }) => ({ productName, quantity }))
    const pieces = lines.reduce((sum, { quantity }) => sum + quantity, 0)
    const { name, createdAt: placedAt } = order
    return ok({ orderId: order.id, name, placedAt, lines, pieces } satisfies DeliveryNoteView)
  })
