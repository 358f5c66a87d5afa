import type { Service } from '@tenantry/contracts/service/service.ts'
import type { ITableV2, TableV2 } from 'aws-cdk-lib/aws-dynamodb'
import type { IBucket } from 'aws-cdk-lib/aws-s3'
import type { Construct } from 'constructs'
import { listsTable } from '../foundation/lists-table.ts'
import { table, text } from '../foundation/table.ts'
import { exportsBucket } from './exports-bucket.ts'
import { type TenantTables, tenantTables } from './tenant-tables.ts'

/** The tables of an application plane. */
export interface AppPlaneData {
  /** Tenants, as the control plane publishes them; there is one for all places. */
  directory: ITableV2
  /** Who belongs to which tenant. Functions that know people reach it under their own roles. */
  memberships: ITableV2
  /** What counts for a person in every tenant: since when sessions are valid. */
  people: ITableV2
  /** What is known of e-mail addresses: locks, recent changes, counters of invitations (app-plane/src/people/address-book.ts). */
  readonly addresses: TableV2
  lists: TableV2
  /** Copies of tenants' data, for them to take along. */
  readonly exports: IBucket
  /** What belongs to tenants. No function's own role reaches an item of an entity. */
  tenants: TenantTables
}

/** What silos have in common with the pool: the directory, the bucket of exports, and the tables of people where its people stay in the pool. */
export interface SharedTables {
  directory: ITableV2
  exports: IBucket
  people?: Pick<AppPlaneData, 'memberships' | 'people'>
}

export function appPlaneData(scope: Construct, services: readonly Service[], shared?: SharedTables): AppPlaneData {
  const memberships = shared?.people?.memberships ?? membershipsTable(scope)
  let addresses: TableV2 | undefined
  let files = shared?.exports
  return {
    directory: shared?.directory ?? table(scope, 'DirectoryTable', { partition: 'tenantId' }),
    memberships,
    people: shared?.people?.people ?? table(scope, 'PeopleTable', { partition: 'userId', expiry: 'expiresAt' }),
    // Made where there are people.
    get addresses() {
      addresses ??= table(scope, 'AddressesTable', { partition: 'id', expiry: 'expiresAt' })
      return addresses
    },
    lists: listsTable(scope),
    // Made in the pool, for all places.
    get exports() {
      files ??= exportsBucket(scope)
      return files
    },
    tenants: tenantTables(scope, services, memberships),
  }
}

function membershipsTable(scope: Construct): TableV2 {
  const memberships = table(scope, 'MembershipsTable', { partition: 'tenantId', sort: 'userId' })
  memberships.addGlobalSecondaryIndex({ indexName: 'byUser', partitionKey: text('userId'), sortKey: text('tenantId') })
  return memberships
}
