import { countUnits } from './consumed-units.ts'
import { itemBytes } from './item-size.ts'
import type { Item } from './table-input.ts'

// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/read-write-operations.html
const WRITE_UNIT_BYTES = 1024
/** DynamoDB prepares and commits each write of a transaction. https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/transaction-apis.html */
const PER_TRANSACTION = 2

/**
 * A write whose condition does not hold "still consumes write capacity", by the size of the item that is there, and no answer says how much: so it is counted by that size.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/WorkingWithItems.html#WorkingWithItems.ConditionalUpdate
 */
export const countRefused = (found: Item | undefined): void => countUnits('write', { CapacityUnits: unitsOf(found) })

/** The same of all writes of a transaction. Of those whose own condition held the answer has no item, so they count as one of the smallest. */
export const countCancelled = (found: (Item | undefined)[]): void =>
  countUnits('write', { CapacityUnits: PER_TRANSACTION * found.reduce((sum, item) => sum + unitsOf(item), 0) })

const unitsOf = (found: Item | undefined): number =>
  Math.max(1, Math.ceil((found === undefined ? 0 : itemBytes(found)) / WRITE_UNIT_BYTES))
