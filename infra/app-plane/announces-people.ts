import { PolicyStatement } from 'aws-cdk-lib/aws-iam'
import type { IFunction } from 'aws-cdk-lib/aws-lambda'
import { WRITES_OUTBOX } from './access-role.ts'
import type { TenantTables } from './tenant-tables.ts'

/** Lets a function that changes memberships of any tenant put what it changed into the outbox, under the keys of that channel alone. */
export function announcesPeople(fn: IFunction, { outbox }: TenantTables): void {
  fn.addToRolePolicy(
    new PolicyStatement({
      actions: WRITES_OUTBOX,
      resources: [outbox.tableArn],
      conditions: {
        'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': ['*-people-*'] },
        Null: { 'dynamodb:LeadingKeys': 'false' },
      },
    }),
  )
}
