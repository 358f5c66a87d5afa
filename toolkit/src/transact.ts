import { type DynamoDBClient, TransactionCanceledException, TransactWriteItemsCommand } from '@aws-sdk/client-dynamodb'
import { WRITES_OF_A_MOVE } from '@tenantry/contracts/moves.ts'
import { countUnits } from './consumed-units.ts'
import { countCancelled } from './refused-units.ts'
import type { Condition, Item } from './table-input.ts'
import { conditionInput, itemOf, keyOf, retryConflicts, TransactionCancelled } from './table-input.ts'

/** One write of a transaction; `table` is the table's name. */
export type Write =
  | ({ kind: 'put'; table: string; item: Item } & Condition)
  | ({ kind: 'update'; table: string; key: Item; update: string } & Condition)
  | ({ kind: 'delete'; table: string; key: Item } & Condition)
  | ({ kind: 'check'; table: string; key: Item } & Condition & { condition: string })

export type Reason = TransactionCancelled['reasons'][number]

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html */
const DYNAMODB_WRITES = 100
/** The most writes of a transaction of ours: a move of the tenant adds its own. */
export const MAX_WRITES = DYNAMODB_WRITES - WRITES_OF_A_MOVE

// Reasons that pass by themselves; any other one is an answer.
const PASSING = new Set(['None', 'TransactionConflict', 'ThrottlingError', 'ProvisionedThroughputExceeded'])

/**
 * All writes or none. Conflicts with other transactions are retried, with other writes where a function makes them for each attempt; throws
 * TransactionCancelled when a condition did not hold.
 */
export async function transact(client: DynamoDBClient, writes: Write[] | (() => Write[])): Promise<void> {
  const next = typeof writes === 'function' ? writes : () => writes
  const attempt = async () => {
    try {
      const { ConsumedCapacity = [] } = await client.send(
        new TransactWriteItemsCommand({ TransactItems: next().map(inputOf), ReturnConsumedCapacity: 'TOTAL' }),
      )
      countUnits('write', ...ConsumedCapacity)
    } catch (error) {
      if (!(error instanceof TransactionCanceledException)) throw error
      const cancellation = cancelled(error)
      const { reasons } = cancellation
      // Of one that met another transaction AWS's pages do not say that it consumes anything.
      if (reasons.some((_, index) => cancellation.failedAt(index))) countCancelled(reasons.map(({ item }) => item))
      throw cancellation
    }
  }
  await retryConflicts(
    attempt,
    (error) => error instanceof TransactionCancelled && error.reasons.every(({ code }) => PASSING.has(code)),
  )
}

function cancelled(error: TransactionCanceledException): TransactionCancelled {
  return new TransactionCancelled(
    (error.CancellationReasons ?? []).map(({ Code = 'None', Item }) => ({ code: Code, item: Item && itemOf(Item) })),
  )
}

function inputOf(write: Write) {
  const common = { TableName: write.table, ...conditionInput(write) }
  switch (write.kind) {
    case 'put':
      return { Put: { ...common, Item: keyOf(write.item) } }
    case 'update':
      return { Update: { ...common, Key: keyOf(write.key), UpdateExpression: write.update } }
    case 'delete':
      return { Delete: { ...common, Key: keyOf(write.key) } }
    case 'check':
      return { ConditionCheck: { ...common, Key: keyOf(write.key), ConditionExpression: write.condition } }
    default:
      return write satisfies never
  }
}
