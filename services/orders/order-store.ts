import type { Commit, EmittedEvent, EntitiesOf } from '@tenantry/toolkit/open-service.ts'
import type { ShardedTable } from '@tenantry/toolkit/sharded-table.ts'
import { MAX_WRITES, TransactionCancelled, type Write } from '@tenantry/toolkit/table.ts'
import type { TenantScope } from '@tenantry/toolkit/tenant-scope.ts'
import type { PRODUCT, Product } from '../products/service.ts'
import type { ORDER, Order } from './order.ts'
import { ORDER_PLACED } from './service.ts'
import { type StockChange, stockWrite } from './stock-changes.ts'

type Sort = keyof typeof ORDER.sorts

/** Why a write of an order and its stock did not happen. */
export type Refusal =
  /** The order was changed or deleted since it was read. */
  | { kind: 'order-changed' }
  | { kind: 'product-gone'; productId: string }
  | { kind: 'out-of-stock'; productId: string }
  | { kind: 'too-many-products' }

/**
 * A tenant's orders, each written together with the stock that it takes or gives back: all or nothing. An order is replaced and removed as it
 * was read here.
 */
export interface OrderStore extends Pick<ShardedTable<Order, Sort>, 'newId' | 'get' | 'list'> {
  /** The tenant's products among these ids. */
  products(ids: string[]): Promise<Map<string, Product>>
  /** Emits OrderPlaced. Null when the order was written. */
  insert(order: Order, changes: StockChange[]): Promise<Refusal | null>
  replace(order: Order, changes: StockChange[]): Promise<Refusal | null>
  remove(order: Order, changes: StockChange[], at: string): Promise<Refusal | null>
}

/** The door to a tenant's orders: there is none without a scope. */
export type OrdersOf = (tenant: TenantScope) => OrderStore

export function orderStore(services: {
  ordersOf: EntitiesOf<typeof ORDER>
  productsOf: EntitiesOf<typeof PRODUCT>
  commit: Commit
}): OrdersOf {
  return (tenant) => {
    const orders = services.ordersOf(tenant)
    const products = services.productsOf(tenant)

    async function write(
      orderWrite: Write,
      changes: StockChange[],
      at: string,
      events: EmittedEvent[] = [],
    ): Promise<Refusal | null> {
      const stock = changes.map((change) => {
        const key = products.key(change.productId)
        return key && stockWrite(change, { table: products.name, key }, at)
      })
      const gone = changes.find((_, index) => stock[index] === undefined)
      if (gone) return { kind: 'product-gone', productId: gone.productId }
      const writes = [orderWrite, ...stock.filter((one) => one !== undefined)]
      if (writes.length + events.length > MAX_WRITES) return { kind: 'too-many-products' }
      try {
        await services.commit(tenant, writes, events)
        return null
      } catch (error) {
        if (error instanceof TransactionCancelled) return refusal(error, changes)
        throw error
      }
    }

    return {
      newId: orders.newId,
      get: orders.get,
      list: orders.list,
      async products(ids) {
        return new Map((await products.getMany(ids)).map((product) => [product.id, product]))
      },
      insert: (order, changes) =>
        write(
          { kind: 'put', table: orders.name, item: orders.item(order), condition: 'attribute_not_exists(id)' },
          changes,
          order.updatedAt,
          [{ event: ORDER_PLACED, data: { orderId: order.id } }],
        ),
      replace: (order, changes) =>
        write(
          { kind: 'put', table: orders.name, item: orders.item(order), ...orders.unchanged(order.id) },
          changes,
          order.updatedAt,
        ),
      remove: (order, changes, at) =>
        write(
          { kind: 'delete', table: orders.name, key: orders.key(order.id) ?? {}, ...orders.unchanged(order.id) },
          changes,
          at,
        ),
    }
  }
}

/** The first condition that failed; the order's own write is the first of the transaction. */
function refusal(error: TransactionCancelled, changes: StockChange[]): Refusal {
  if (error.failedAt(0)) return { kind: 'order-changed' }
  const at = changes.findIndex((_, index) => error.failedAt(index + 1))
  const change = changes[at]
  if (!change) throw error
  const found = error.reasons[at + 1]?.item !== undefined
  return { kind: found ? 'out-of-stock' : 'product-gone', productId: change.productId }
}
