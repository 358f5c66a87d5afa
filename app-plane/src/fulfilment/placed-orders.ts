import { shardedTable } from '@tenantry/toolkit/sharded-table.ts'
import type { System } from '@tenantry/toolkit/system.ts'
import { ConditionFailed } from '@tenantry/toolkit/table.ts'
import type { TenantScope } from '@tenantry/toolkit/tenant-scope.ts'
import { ORDER, type Order } from '../orders/order.ts'

/** A tenant's orders as fulfilment sees them. */
export interface PlacedOrders {
  get(id: string): Promise<Order | undefined>
  /** False when the order is not placed any more. */
  fulfil(order: Order, at: string): Promise<boolean>
}

export type PlacedOrdersOf = (tenant: TenantScope) => PlacedOrders

export function placedOrders(tableName: string, system: System): PlacedOrdersOf {
  return (tenant) => {
    const table = tenant.table(tableName)
    const orders = shardedTable({ table, tenant, type: ORDER, system })
    return {
      get: orders.get,
      async fulfil({ id }, at) {
        try {
          await table.update(orders.key(id) ?? {}, {
            // The version grows, so that a change which somebody computed from the placed order is refused.
            update: 'SET #status = :fulfilled, #updatedAt = :at, #version = #version + :one',
            condition: '#status = :placed',
            names: { '#status': 'status', '#updatedAt': 'updatedAt', '#version': 'version' },
            values: { ':fulfilled': 'fulfilled', ':placed': 'placed', ':at': at, ':one': 1 },
          })
          return true
        } catch (error) {
          if (error instanceof ConditionFailed) return false
          throw error
        }
      },
    }
  }
}
