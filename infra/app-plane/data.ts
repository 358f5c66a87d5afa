import type { TableV2 } from 'aws-cdk-lib/aws-dynamodb'
import type { Construct } from 'constructs'
import { table, text } from '../foundation/table.ts'

/** The pool's tables. `products`, `orders` and `memberships` hold tenants' data: no function's own role reaches products and orders. */
export interface AppPlaneData {
  directory: TableV2
  memberships: TableV2
  products: TableV2
  orders: TableV2
}

export function appPlaneData(scope: Construct): AppPlaneData {
  const memberships = table(scope, 'MembershipsTable', { partition: 'tenantId', sort: 'userId' })
  memberships.addGlobalSecondaryIndex({ indexName: 'byUser', partitionKey: text('userId'), sortKey: text('tenantId') })
  return {
    directory: table(scope, 'DirectoryTable', { partition: 'tenantId' }),
    memberships,
    products: table(scope, 'ProductsTable', { partition: 'shardId', sort: 'id' }),
    orders: table(scope, 'OrdersTable', { partition: 'shardId', sort: 'id' }),
  }
}
