import type { System } from '@tenantry/toolkit/system.ts'
import type { TenantScope } from '@tenantry/toolkit/tenant-scope.ts'
import type { PlacedOrdersOf } from './placed-orders.ts'

export interface Services {
  ordersOf: PlacedOrdersOf
  system: Pick<System, 'now'>
}

/**
 * Fulfils an order that was placed; a second time does nothing. The order is read under the tenant's own session: an event that names
 * another tenant than the order's finds none, and fails.
 */
export const fulfilOrder =
  ({ ordersOf, system }: Services) =>
  async (tenant: TenantScope, { orderId }: { orderId: string }): Promise<'fulfilled' | 'already-fulfilled'> => {
    const { tenantId } = tenant
    const orders = ordersOf(tenant)
    const order = await orders.get(orderId)
    if (!order) throw new Error(`The tenant ${tenantId} has no order ${orderId}`)
    if (order.status === 'fulfilled') return 'already-fulfilled'
    if (await orders.fulfil(order, new Date(system.now()).toISOString())) return 'fulfilled'
    // Another delivery of the event was faster, or a person deleted the order.
    if ((await orders.get(orderId))?.status === 'fulfilled') return 'already-fulfilled'
    throw new Error(`The order ${orderId} of the tenant ${tenantId} is gone`)
  }
