import type { TableV2 } from 'aws-cdk-lib/aws-dynamodb'
import type { Construct } from 'constructs'
import { listsTable } from '../foundation/lists-table.ts'
import { table, text } from '../foundation/table.ts'

/** The control plane's tables: everything about tenants in one, so that one transaction can write it; and what operators changed of tiers. */
export interface ControlPlaneData {
  tenants: TableV2
  tiers: TableV2
  lists: TableV2
}

export function controlPlaneData(scope: Construct): ControlPlaneData {
  const tenants = table(scope, 'TenantsTable', { partition: 'pk', sort: 'sk' })
  tenants.addGlobalSecondaryIndex({ indexName: 'listing', partitionKey: text('listing'), sortKey: text('listedAt') })
  return { tenants, tiers: table(scope, 'TiersTable', { partition: 'name' }), lists: listsTable(scope) }
}
