import { CfnGlobalTable, type TableV2 } from 'aws-cdk-lib/aws-dynamodb'

/**
 * Says why functions' own roles query an index of a table that is keyed by tenants. The policy lint (docs/rules/tenant-table-reach.md) reads it from the
 * metadata of the table.
 */
export function reachedByPlatform(table: TableV2, reason: string): void {
  const { defaultChild } = table.node
  if (!(defaultChild instanceof CfnGlobalTable)) throw new TypeError(`${table.node.path} is no table of this app`)
  defaultChild.addMetadata('Tenantry::ReachedByPlatform', reason)
}
