import { AwsError } from '../core/aws-error.ts'
import { type Consumption, countRefused } from './capacity.ts'
import { TRANSACTION_ONGOING } from './errors.ts'
import { meets } from './expressions/condition.ts'
import type { ParsedCondition } from './expressions/syntax.ts'
import type { Position } from './stores/row-store.ts'
import type { Table } from './stores/table.ts'
import type { Item } from './values/attribute-value.ts'

/** A write of one item, by itself or as a part of a batch or transaction. */
export interface Write {
  table: Table
  /** The table as the request named it. */
  label: string
  position: Position
  condition: ParsedCondition | undefined
  /** Whether a failed condition answers with the item. */
  returnItemOnFailure: boolean
  /** What is there after the write, from what was before and stays as it is. Throws when the update does not fit the item. */
  change(before: Item | undefined): Item | undefined
}

export interface Written {
  before: Item | undefined
  after: Item | undefined
  consumption: Consumption
}

/**
 * Carries a write out if no transaction has the item and its condition holds.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/transaction-apis.html#transaction-conflict-handling
 */
export function writeItem(write: Write): Written {
  const { table, position, label } = write
  if (table.isInTransaction(position)) throw new AwsError('TransactionConflictException', TRANSACTION_ONGOING)
  return table.atomically(() => {
    const before = table.get(position)
    const failure = conditionFailure(write, before?.item)
    if (failure) {
      countRefused(label, before?.size ?? 0)
      throw new AwsError('ConditionalCheckFailedException', failure.message, 400, failure.members)
    }
    const after = write.change(before?.item)
    return { before: before?.item, after, consumption: table.write(position, before, after, label) }
  })
}

/** Why the condition of a write does not hold, if it does not. */
export function conditionFailure(
  { condition, returnItemOnFailure }: Write,
  before: Item | undefined,
): { message: string; members: { Item?: Item } } | undefined {
  if (!condition || meets(condition.expression, before ?? {})) return undefined
  return {
    message: 'The conditional request failed',
    members: returnItemOnFailure && before ? { Item: before } : {},
  }
}
