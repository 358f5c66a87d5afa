import type { Service } from '@tenantry/contracts/service/service.ts'
import type { TableV2 } from 'aws-cdk-lib/aws-dynamodb'
import type { Construct } from 'constructs'
import { listsTable } from '../foundation/lists-table.ts'
import { table, text } from '../foundation/table.ts'
import { type TenantTables, tenantTables } from './tenant-tables.ts'

/** The pool's tables. */
export interface AppPlaneData {
  /** Tenants, as the control plane publishes them. */
  directory: TableV2
  /** Who belongs to which tenant. Functions that know people reach it under their own roles. */
  memberships: TableV2
  /** What counts for a person in every tenant: since when sessions are valid. */
  people: TableV2
  /** What is known of e-mail addresses: locks, recent changes, counters of invitations (app-plane/src/people/address-book.ts). */
  addresses: TableV2
  lists: TableV2
  /** What belongs to tenants. No function's own role reaches an item of an entity. */
  tenants: TenantTables
}

export function appPlaneData(scope: Construct, services: readonly Service[]): AppPlaneData {
  const memberships = table(scope, 'MembershipsTable', { partition: 'tenantId', sort: 'userId' })
  memberships.addGlobalSecondaryIndex({ indexName: 'byUser', partitionKey: text('userId'), sortKey: text('tenantId') })
  return {
    directory: table(scope, 'DirectoryTable', { partition: 'tenantId' }),
    memberships,
    people: table(scope, 'PeopleTable', { partition: 'userId', expiry: 'expiresAt' }),
    addresses: table(scope, 'AddressesTable', { partition: 'id', expiry: 'expiresAt' }),
    lists: listsTable(scope),
    tenants: tenantTables(scope, services, memberships),
  }
}
