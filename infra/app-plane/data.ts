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
  const memberships = table(scope, 'Memberships', { partition: 'tenantId', sort: 'userId' })
  memberships.addGlobalSecondaryIndex({ indexName: 'byUser', partitionKey: text('userId'), sortKey: text('tenantId') })
  return {
    directory: table(scope, 'Directory', { partition: 'tenantId' }),
    memberships,
    products: table(scope, 'Products', { partition: 'shardId', sort: 'id' }),
    orders: table(scope, 'Orders', { partition: 'shardId', sort: 'id' }),
  }
}
