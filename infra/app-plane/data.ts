import { ProjectionType, type TableV2 } from 'aws-cdk-lib/aws-dynamodb'
import type { Construct } from 'constructs'
import { reachedByPlatform } from '../foundation/reached-by-platform.ts'
import { table, text } from '../foundation/table.ts'

/** The pool's tables. `products`, `orders` and `memberships` hold tenants' data: no function's own role reaches products and orders. */
export interface AppPlaneData {
  directory: TableV2
  memberships: TableV2
  products: TableV2
  orders: TableV2
  /** What was done for tenants and is still to be told; tenants' sessions add to it, the functions that tell take away. */
  outbox: TableV2
  /** ARNs of the local indexes of products and orders. */
  entityIndexes: string[]
}

const ENTITY_KEYS = { partition: 'shardId', sort: 'id' }

export function appPlaneData(scope: Construct): AppPlaneData {
  const memberships = table(scope, 'MembershipsTable', { partition: 'tenantId', sort: 'userId' })
  memberships.addGlobalSecondaryIndex({ indexName: 'byUser', partitionKey: text('userId'), sortKey: text('tenantId') })
  withOutboxIndex(memberships)
  const products = table(scope, 'ProductsTable', ENTITY_KEYS)
  const orders = table(scope, 'OrdersTable', ENTITY_KEYS)
  const outbox = table(scope, 'Outbox', ENTITY_KEYS)
  withOutboxIndex(outbox)
  reachedByPlatform(
    outbox,
    "A tenant's session puts events here, and functions of the plane take them away once they are told.",
  )
  return {
    directory: table(scope, 'DirectoryTable', { partition: 'tenantId' }),
    memberships,
    products,
    orders,
    outbox,
    entityIndexes: [...sortedBy(products, ['byName', 'byPrice']), ...sortedBy(orders, ['byName', 'byTotal'])],
  }
}

/** The sparse index of what waits to be told (toolkit/src/outbox.ts). */
function withOutboxIndex(one: TableV2): void {
  one.addGlobalSecondaryIndex({
    indexName: 'outbox',
    partitionKey: text('outbox'),
    sortKey: text('waitingSince'),
  })
}

/**
 * Local indexes by which the lists of a table are sorted. They hold keys only, so that a write which leaves the sort texts alone (stock
 * that an order takes) costs nothing there; a list fetches its items through them. Answers their ARNs.
 */
function sortedBy(entities: TableV2, indexes: string[]): string[] {
  return indexes.map((indexName) => {
    entities.addLocalSecondaryIndex({ indexName, sortKey: text(indexName), projectionType: ProjectionType.KEYS_ONLY })
    return `${entities.tableArn}/index/${indexName}`
  })
}
