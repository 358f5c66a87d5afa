import { WAITING_INDEX, WAITING_PARTITIONS } from '@tenantry/contracts/outbox.ts'
import type { TableV2 } from 'aws-cdk-lib/aws-dynamodb'
import { PolicyStatement } from 'aws-cdk-lib/aws-iam'
import type { IFunction } from 'aws-cdk-lib/aws-lambda'
import type { Construct } from 'constructs'
import { table, text } from './table.ts'

/** What waits to leave a plane, and the index of what still waits (toolkit/src/outbox.ts). */
export function outboxTable(scope: Construct): TableV2 {
  const outbox = table(scope, 'Outbox', { partition: 'partition', sort: 'id' })
  outbox.addGlobalSecondaryIndex({
    indexName: WAITING_INDEX,
    partitionKey: text('outbox'),
    sortKey: text('waitingSince'),
  })
  return outbox
}

/** Lets a sweeper find the entries that wait. */
export function findsWaiting(fn: IFunction, outbox: TableV2): void {
  fn.grantPrincipal.addToPrincipalPolicy(
    new PolicyStatement({
      actions: ['dynamodb:Query'],
      resources: [`${outbox.tableArn}/index/${WAITING_INDEX}`],
      conditions: {
        'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': WAITING_PARTITIONS },
        Null: { 'dynamodb:LeadingKeys': 'false' },
      },
    }),
  )
}
