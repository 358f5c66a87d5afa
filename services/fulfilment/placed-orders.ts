import type { EntitiesOf } from '@tenantry/toolkit/open-service.ts'
import type { TenantScope } from '@tenantry/toolkit/tenant-scope.ts'
import type { ORDER, Order } from '../orders/service.ts'

/** A tenant's orders as fulfilment sees them. */
export interface PlacedOrders {
  get(id: string): Promise<Order | undefined>
  /** False when the order is no longer placed. */
  fulfil(order: Order, at: string): Promise<boolean>
}

export type PlacedOrdersOf = (tenant: TenantScope) => PlacedOrders

export const placedOrders =
  (ordersOf: EntitiesOf<typeof ORDER>): PlacedOrdersOf =>
  (tenant) => {
    const orders = ordersOf(tenant)
    return {
      get: orders.get,
      fulfil: ({ id }, at) =>
        orders.update(id, {
          // The version grows, so that a change computed from the placed order is refused.
          update: 'SET #status = :fulfilled, #updatedAt = :at, #version = #version + :one',
          condition: '#status = :placed',
          names: { '#status': 'status', '#updatedAt': 'updatedAt', '#version': 'version' },
          values: { ':fulfilled': 'fulfilled', ':placed': 'placed', ':at': at, ':one': 1 },
        }),
    }
  }
