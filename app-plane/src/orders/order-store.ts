import { type Announce, type OutboxEntry, outboxWrite } from '@tenantry/toolkit/outbox.ts'
import { type ShardedTable, shardedTable } from '@tenantry/toolkit/sharded-table.ts'
import type { System } from '@tenantry/toolkit/system.ts'
import { MAX_WRITES, TransactionCancelled, type Write } from '@tenantry/toolkit/table.ts'
import type { TenantScope } from '@tenantry/toolkit/tenant-scope.ts'
import type { Product } from '../products/product.ts'
import type { ProductsOf } from '../products/product-store.ts'
import { ORDER, type Order } from './order.ts'
import { type StockChange, stockWrite } from './stock-changes.ts'

type Sort = keyof typeof ORDER.sorts

/** Why a write of an order and its stock did not happen. */
export type Refusal =
  /** The order was changed or deleted since it was read. */
  | { kind: 'order-changed' }
  | { kind: 'product-gone'; productId: string }
  | { kind: 'out-of-stock'; productId: string }
  | { kind: 'too-many-products' }

/** A tenant's orders, each written together with the stock that it takes or gives back: all or nothing. */
export interface OrderStore extends Pick<ShardedTable<Order, Sort>, 'newId' | 'key' | 'get' | 'list'> {
  /** The tenant's products among these ids. */
  products(ids: string[]): Promise<Map<string, Product>>
  /** Null when it was written, and what is to be told of it with it; that is sent at once. */
  insert(order: Order, changes: StockChange[], event: OutboxEntry): Promise<Refusal | null>
  replace(order: Order, before: Order, changes: StockChange[]): Promise<Refusal | null>
  remove(order: Order, changes: StockChange[], at: string): Promise<Refusal | null>
}

/** The door to a tenant's orders: there is none without a scope. */
export type OrdersOf = (tenant: TenantScope) => OrderStore

export function orderStore(
  tables: { orders: string; outbox: string },
  { productsOf, announce, system }: { productsOf: ProductsOf; announce: Announce; system: System },
): OrdersOf {
  return (tenant) => {
    const orders = shardedTable({ table: tenant.table(tables.orders), tenant, type: ORDER, system })
    const products = productsOf(tenant)

    async function write(
      orderWrite: Write,
      changes: StockChange[],
      at: string,
      more: Write[] = [],
    ): Promise<Refusal | null> {
      const stock = changes.map((change) => {
        const key = products.key(change.productId)
        return key && stockWrite(change, { table: products.name, key }, at)
      })
      const gone = changes.find((_, index) => stock[index] === undefined)
      if (gone) return { kind: 'product-gone', productId: gone.productId }
      const writes = [orderWrite, ...stock.filter((one) => one !== undefined), ...more]
      if (writes.length > MAX_WRITES) return { kind: 'too-many-products' }
      try {
        await tenant.transact(writes)
        return null
      } catch (error) {
        if (error instanceof TransactionCancelled) return refusal(error, changes)
        throw error
      }
    }

    return {
      newId: orders.newId,
      key: orders.key,
      get: orders.get,
      list: orders.list,
      async products(ids) {
        return new Map((await products.getMany(ids)).map((product) => [product.id, product]))
      },
      async insert(order, changes, event) {
        const refusal = await write(
          { kind: 'put', table: orders.name, item: orders.item(order), condition: 'attribute_not_exists(id)' },
          changes,
          order.updatedAt,
          [outboxWrite(tables.outbox, event)],
        )
        if (!refusal) await announce(tenant.table(tables.outbox), event)
        return refusal
      },
      replace: (order, before, changes) =>
        write(
          { kind: 'put', table: orders.name, item: orders.item(order), ...unchanged(before) },
          changes,
          order.updatedAt,
        ),
      remove: (order, changes, at) =>
        write(
          { kind: 'delete', table: orders.name, key: orders.key(order.id) ?? {}, ...unchanged(order) },
          changes,
          at,
        ),
    }
  }
}

const unchanged = (order: Order) => ({
  condition: '#version = :version',
  names: { '#version': 'version' },
  values: { ':version': order.version },
})

/** The first condition that failed; the order's own write is the first of the transaction. */
function refusal(error: TransactionCancelled, changes: StockChange[]): Refusal {
  if (error.failedAt(0)) return { kind: 'order-changed' }
  const at = changes.findIndex((_, index) => error.failedAt(index + 1))
  const change = changes[at]
  if (!change) throw error
  const found = error.reasons[at + 1]?.item !== undefined
  return { kind: found ? 'out-of-stock' : 'product-gone', productId: change.productId }
}
