import type { OrderPlaced } from '@tenantry/contracts/events.ts'
import type { System } from '@tenantry/toolkit/system.ts'
import type { WithTenantFromEvent } from '@tenantry/toolkit/tenant-from-event.ts'
import type { PlacedOrdersOf } from './placed-orders.ts'

export interface Services {
  withTenant: WithTenantFromEvent
  ordersOf: PlacedOrdersOf
  system: Pick<System, 'now'>
}

/**
 * Fulfils an order that was placed; a second time does nothing. The order is read under the tenant's own session: an event that names
 * another tenant than the order's finds none, and fails.
 */
export const fulfilOrder =
  ({ withTenant, ordersOf, system }: Services) =>
  ({ tenantId, orderId }: OrderPlaced): Promise<'fulfilled' | 'before'> =>
    withTenant(tenantId, async (tenant) => {
      const orders = ordersOf(tenant)
      const order = await orders.get(orderId)
      if (!order) throw new Error(`The tenant ${tenantId} has no order ${orderId}`)
      if (order.status === 'fulfilled') return 'before'
      if (await orders.fulfil(order, new Date(system.now()).toISOString())) return 'fulfilled'
      // Somebody was faster: another delivery of the event, or a person who deleted the order.
      if ((await orders.get(orderId))?.status === 'fulfilled') return 'before'
      throw new Error(`The order ${orderId} of the tenant ${tenantId} is gone`)
    })
