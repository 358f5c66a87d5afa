import type { TableAction } from '@tenantry/contracts/service/tenant-table.ts'
import type { TableV2 } from 'aws-cdk-lib/aws-dynamodb'
import { type IGrantable, PolicyStatement } from 'aws-cdk-lib/aws-iam'

/** Lets a function do something to the items of a table, and nothing to its indexes, which the CDK's own grant adds. */
export const mayAccess = (fn: IGrantable, table: TableV2, ...actions: (TableAction | 'Scan')[]): void =>
  allow(fn, actions, table.tableArn)

/** Lets a function query one index of a table. */
export const mayQueryIndex = (fn: IGrantable, table: TableV2, index: string): void =>
  allow(fn, ['Query'], `${table.tableArn}/index/${index}`)

/** Like `mayAccess`, for the items alone whose partition keys are like these. */
export function mayAccessKeys(
  fn: IGrantable,
  table: TableV2,
  { actions, keys }: { actions: readonly TableAction[]; keys: readonly string[] },
): void {
  allow(fn, actions, table.tableArn, {
    'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': keys },
    // A request without keys matches nothing.
    Null: { 'dynamodb:LeadingKeys': 'false' },
  })
}

const allow = (fn: IGrantable, actions: readonly string[], resource: string, conditions: object = {}): void =>
  void fn.grantPrincipal.addToPrincipalPolicy(
    new PolicyStatement({
      actions: actions.map((action) => `dynamodb:${action}`),
      resources: [resource],
      conditions: { ...conditions },
    }),
  )
