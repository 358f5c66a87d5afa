import type { TableAction } from '@tenantry/contracts/service/tenant-table.ts'
import type { ITableV2 } from 'aws-cdk-lib/aws-dynamodb'
import { type IGrantable, PolicyStatement } from 'aws-cdk-lib/aws-iam'

/** A table of this stack, or one of another that is known by its name. */
type Table = Pick<ITableV2, 'tableArn'>

/** Lets a function do something to the items of a table, and nothing to its indexes, which the CDK's own grant adds. */
export const mayAccess = (fn: IGrantable, table: Table, ...actions: (TableAction | 'Scan')[]): void =>
  allow(fn, actions, table.tableArn)

/** Lets a function query one index of a table. */
export const mayQueryIndex = (fn: IGrantable, table: Table, index: string): void =>
  allow(fn, ['Query'], `${table.tableArn}/index/${index}`)

/** Like `mayAccess`, for the items alone whose partition keys are like these. */
export const mayAccessKeys = (
  fn: IGrantable,
  table: Table,
  { actions, keys }: { actions: readonly TableAction[]; keys: readonly string[] },
): void => add(fn, allowKeys(actions, table.tableArn, ...keys))

/** Like `mayQueryIndex`, for the partitions alone that are named. */
export const mayQueryPartitions = (fn: IGrantable, table: Table, index: string, partitions: readonly string[]): void =>
  add(fn, allowKeys(['Query'], `${table.tableArn}/index/${index}`, ...partitions))

/**
 * Lets a function set some attributes of items, those of any key for null, and see no others in the answer: whatever an expression of the request names counts, keys
 * and conditions too. https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/specifying-conditions.html
 */
export const mayUpdateAttributes = (
  fn: IGrantable,
  table: Table,
  { attributes, keys }: { attributes: readonly string[]; keys: readonly string[] | null },
): void =>
  add(
    fn,
    new PolicyStatement({
      ...onTable(['UpdateItem'], [table.tableArn]),
      conditions: {
        'ForAllValues:StringEquals': { 'dynamodb:Attributes': attributes },
        ...(keys && { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': keys } }),
        Null: { 'dynamodb:Attributes': 'false', ...(keys && { 'dynamodb:LeadingKeys': 'false' }) },
        StringEqualsIfExists: { 'dynamodb:ReturnValues': ['NONE', 'UPDATED_OLD', 'UPDATED_NEW'] },
      },
    }),
  )

/**
 * Allows actions on items whose partition keys are like one of these. A request that names no key, such as a Scan, matches no statement
 * (docs/rules/for-all-values-without-null.md).
 */
export const allowKeys = (
  actions: readonly TableAction[],
  resource: string | string[],
  ...keys: string[]
): PolicyStatement =>
  new PolicyStatement({
    ...onTable(actions, [resource].flat()),
    conditions: {
      'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': keys },
      Null: { 'dynamodb:LeadingKeys': 'false' },
    },
  })

const allow = (fn: IGrantable, actions: readonly string[], resource: string): void =>
  add(fn, new PolicyStatement(onTable(actions, [resource])))

const onTable = (actions: readonly string[], resources: string[]) => ({
  actions: actions.map((action) => `dynamodb:${action}`),
  resources,
})

const add = (fn: IGrantable, statement: PolicyStatement): void => void fn.grantPrincipal.addToPrincipalPolicy(statement)
