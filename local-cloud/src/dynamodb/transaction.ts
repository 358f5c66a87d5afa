import type { DatabaseSync } from 'node:sqlite'
import { AwsError } from '../core/aws-error.ts'
import { transaction } from '../core/database.ts'
import { Consumption, countRefused, readUnits, TRANSACTION_FACTOR } from './capacity.ts'
import { TRANSACTION_ONGOING, validationException } from './errors.ts'
import { requireFilledKey } from './filled-key.ts'
import { type OngoingTransactions, type Place, placeName } from './stores/ongoing-transactions.ts'
import type { StoredItem, Table } from './stores/table.ts'
import { itemOf, type TransactionPart, writeOf } from './transaction-part.ts'
import type { Item } from './values/attribute-value.ts'
import { conditionFailure, type Write } from './write-item.ts'

export interface CancellationReason {
  Code: 'None' | 'ConditionalCheckFailed' | 'TransactionConflict' | 'ValidationError'
  Message?: string
  Item?: Item
}

interface LocatedPart {
  part: TransactionPart
  table: Table
  label: string
}

/** The writes of a transaction. The first part that its table cannot hold cancels it, before any condition is looked at. */
export function prepare(parts: LocatedPart[]): Write[] {
  // Of an empty key alone a transaction says so at once.
  for (const { part, table } of parts) requireFilledKey(table.key, itemOf(part))
  const writes = parts.map(({ part, table, label }, i) => orCancel(i, parts.length, () => writeOf(part, table, label)))
  const places = new Set(writes.map(placeName))
  if (places.size < writes.length) {
    throw validationException('Transaction request cannot include multiple operations on one item')
  }
  return writes
}

/** Items that another transaction has cancel this one. https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/transaction-apis.html#transaction-conflict-handling */
export function requireFree(ongoing: OngoingTransactions, places: Place[]): void {
  const reasons = places.map(
    (place): CancellationReason =>
      ongoing.holds(place) ? { Code: 'TransactionConflict', Message: TRANSACTION_ONGOING } : { Code: 'None' },
  )
  if (reasons.some(({ Code }) => Code !== 'None')) throw cancelled(reasons)
}

/** All writes or none. Every condition is looked at, and each part has its reason when the transaction is cancelled. */
export function commit(
  database: DatabaseSync,
  writes: Write[],
  capacityMode: string | undefined,
  completed: () => void,
): object[] {
  return transaction(database, () => {
    const before = writes.map(({ table, position }) => table.get(position))
    const reasons = writes.map((write, i): CancellationReason => {
      const failure = conditionFailure(write, before[i]?.item)
      return failure
        ? { Code: 'ConditionalCheckFailed', Message: failure.message, ...failure.members }
        : { Code: 'None' }
    })
    if (reasons.some(({ Code }) => Code !== 'None')) {
      for (const [i, { label }] of writes.entries()) countRefused(label, before[i]?.size ?? 0, TRANSACTION_FACTOR)
      throw cancelled(reasons)
    }
    const after = writes.map((write, i) => orCancel(i, writes.length, () => write.change(before[i]?.item)))
    const consumed = writes.map((write, i) => apply(write, before[i], after[i]))
    completed()
    return report(consumed, capacityMode, 'WriteCapacityUnits')
  })
}

/** A condition check leaves the very item that it found, and takes the units of writing it. */
function apply(write: Write, before: StoredItem | undefined, after: Item | undefined): Consumption {
  return write.table.write(write.position, before, after, write.label)
}

/** What a transaction that was completed before takes: the reading of its items. */
export function replayedCapacity(writes: Write[], capacityMode: string | undefined): object[] {
  const consumed = writes.map(({ table, position, label }) => {
    const consumption = new Consumption(table, label)
    consumption.units = readUnits(table.get(position)?.size ?? 0, true)
    return consumption
  })
  return report(consumed, capacityMode, 'ReadCapacityUnits')
}

/** One ConsumedCapacity for each table; a transaction takes double the units. */
export function report(
  consumed: Consumption[],
  capacityMode: string | undefined,
  kind: 'ReadCapacityUnits' | 'WriteCapacityUnits',
): object[] {
  const tables = new Map<Consumption['table'], Consumption>()
  for (const part of consumed) {
    const sum = tables.get(part.table) ?? new Consumption(part.table, part.label)
    sum.add(part, TRANSACTION_FACTOR)
    tables.set(part.table, sum)
  }
  return [...tables.values()].flatMap((sum) => sum.report(capacityMode, kind) ?? [])
}

/** A part that is not valid for its table or item cancels the transaction. */
export function orCancel<T>(index: number, count: number, work: () => T): T {
  try {
    return work()
  } catch (error) {
    if (!(error instanceof AwsError) || error.code !== 'ValidationException') throw error
    const reasons = Array.from({ length: count }, (): CancellationReason => ({ Code: 'None' }))
    reasons[index] = { Code: 'ValidationError', Message: error.message }
    throw cancelled(reasons)
  }
}

function cancelled(reasons: CancellationReason[]): AwsError {
  const codes = reasons.map(({ Code }) => Code).join(', ')
  return new AwsError(
    'TransactionCanceledException',
    `Transaction cancelled, please refer cancellation reasons for specific reasons [${codes}]`,
    400,
    { CancellationReasons: reasons },
  )
}
