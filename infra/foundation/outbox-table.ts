import { WAITING_INDEX, WAITING_PARTITIONS } from '@tenantry/contracts/outbox.ts'
import type { TableV2 } from 'aws-cdk-lib/aws-dynamodb'
import type { IFunction } from 'aws-cdk-lib/aws-lambda'
import type { Construct } from 'constructs'
import { mayQueryPartitions } from './item-rights.ts'
import { describeTable, table, text } from './table.ts'

/** What waits to leave a plane, and the index of what still waits (toolkit/src/outbox.ts). `why` functions' own roles reach it: docs/rules/tenant-table-reach.md. */
export function outboxTable(
  scope: Construct,
  { about, why }: { about: 'Tenantry::ReachedByPlatform' | 'Tenantry::OwnedByPlatform'; why: string },
): TableV2 {
  const outbox = table(scope, 'Outbox', { partition: 'partition', sort: 'id' })
  outbox.addGlobalSecondaryIndex({
    indexName: WAITING_INDEX,
    partitionKey: text('outbox'),
    sortKey: text('waitingSince'),
  })
  describeTable(outbox, about, why)
  return outbox
}

/** Lets a sweeper find the entries that wait. */
export const findsWaiting = (fn: IFunction, outbox: TableV2): void =>
  mayQueryPartitions(fn, outbox, WAITING_INDEX, WAITING_PARTITIONS)
