import { ProjectionType, type TableV2 } from 'aws-cdk-lib/aws-dynamodb'
import type { Construct } from 'constructs'
import { reachedByPlatform } from '../foundation/reached-by-platform.ts'
import { table, text } from '../foundation/table.ts'

/** The pool's tables. `products`, `orders`, `outbox` and `memberships` hold tenants' data: no function's own role reaches items of the first three. */
export interface AppPlaneData {
  directory: TableV2
  memberships: TableV2
  products: TableV2
  orders: TableV2
  /** What was done for tenants and is still to be told; tenants' sessions add to it, and take away what was told. */
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
  reachedByPlatform(outbox, 'The sweeper finds by the index what waits to be told, of whatever tenant.')
  return {
    directory: table(scope, 'DirectoryTable', { partition: 'tenantId' }),
    memberships,
    products,
    orders,
    outbox,
    entityIndexes: [...sortedBy(products, ['byName', 'byPrice']), ...sortedBy(orders, ['byName', 'byTotal'])],
  }
}

/** The sparse index of what waits to be told, and the one partition key in it (toolkit/src/outbox.ts). */
export const OUTBOX_INDEX = 'outbox'
export const WAITING = 'waiting'

function withOutboxIndex(one: TableV2): void {
  one.addGlobalSecondaryIndex({
    indexName: OUTBOX_INDEX,
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
