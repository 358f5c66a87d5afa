import { RemovalPolicy } from 'aws-cdk-lib'
import {
  type Attribute,
  AttributeType,
  Billing,
  CfnGlobalTable,
  TableEncryptionV2,
  TableV2,
} from 'aws-cdk-lib/aws-dynamodb'
import type { Construct } from 'constructs'

export const text = (name: string): Attribute => ({ name, type: AttributeType.STRING })

/** Every table of ours: on demand, encrypted, restorable to any second of 35 days, and not deleted by mistake. */
export function table(
  scope: Construct,
  id: string,
  keys: { partition: string; sort?: string; expiry?: string },
): TableV2 {
  return new TableV2(scope, id, {
    partitionKey: text(keys.partition),
    ...(keys.sort && { sortKey: text(keys.sort) }),
    ...(keys.expiry && { timeToLiveAttribute: keys.expiry }),
    billing: Billing.onDemand(),
    // Sessions of tenants are clients of their own, and each would make DynamoDB ask KMS (docs/decisions: encryption keys).
    encryption: TableEncryptionV2.dynamoOwnedKey(),
    pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
    deletionProtection: true,
    removalPolicy: RemovalPolicy.RETAIN,
  })
}

/** What the metadata of a table may say of it, for the tools that read templates. */
type About =
  /** Why functions' own roles query an index of a table that is keyed by tenants (docs/rules/tenant-table-reach.md). */
  | 'Tenantry::ReachedByPlatform'
  /** Why a table that looks like one of tenants is the platform's own (docs/rules/tenant-table-reach.md). */
  | 'Tenantry::OwnedByPlatform'
  /** Which order of lists lives in which slot. */
  | 'Tenantry::Sorts'

export function describeTable(table: TableV2, about: About, value: string | Record<string, string>): void {
  const { defaultChild } = table.node
  if (!(defaultChild instanceof CfnGlobalTable)) throw new TypeError(`${table.node.path} is no table of this app`)
  defaultChild.addMetadata(about, value)
}
