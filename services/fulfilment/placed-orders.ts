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
      async fulfil({ id }, at) {
        // The version grows, so that a change computed from the placed order is refused.
        const fulfilled = await orders.update(id, {
          update: 'SET #status = :fulfilled, #updatedAt = :at',
          condition: '#status = :placed',
          names: { '#status': 'status', '#updatedAt': 'updatedAt' },
          values: { ':fulfilled': 'fulfilled', ':placed': 'placed', ':at': at },
        })
        return fulfilled !== undefined
      },
    }
  }
