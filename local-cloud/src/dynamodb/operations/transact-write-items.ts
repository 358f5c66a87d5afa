import type { Operation } from '../../core/service.ts'
import { transactionInProgress } from '../errors.ts'
import { itemAccess, leadingKeys } from '../request/access.ts'
import { type Engine, operation } from '../request/operation.ts'
import { type TableReference, tableReference } from '../request/table-reference.ts'
import { TRANSACT_WRITE_TYPES } from '../request/transaction-types.ts'
import { checkExpressions, checkValues, refuseUnsupported, validate } from '../request/validate.ts'
import { idempotencyTokens } from '../stores/idempotency-tokens.ts'
import { commit, prepare, replayedCapacity, requireFree } from '../transaction.ts'
import { itemOf, partOf, type TransactionPart, type TransactWriteItem } from '../transaction-part.ts'
import { itemSize } from '../values/item-size.ts'

/** Of the items and keys that the request carries. https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/transaction-apis.html */
const MAX_TRANSACTION_BYTES = 4 * 1024 * 1024

/** What each part may say. */
const PART = {
  TableName: true,
  ConditionExpression: true,
  ExpressionAttributeNames: true,
  ExpressionAttributeValues: true,
  ReturnValuesOnConditionCheckFailure: true,
} as const

interface TransactWriteItemsRequest {
  TransactItems: TransactWriteItem[]
  ClientRequestToken?: string
  ReturnConsumedCapacity?: string
}

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html */
export function transactWriteItems({ context, tables }: Engine): Operation {
  const tokens = idempotencyTokens(context)
  return operation({
    input: {
      TransactItems: {
        ConditionCheck: { ...PART, Key: true },
        Put: { ...PART, Item: true },
        Delete: { ...PART, Key: true },
        Update: { ...PART, Key: true, UpdateExpression: true },
      },
      ReturnConsumedCapacity: true,
      ReturnItemCollectionMetrics: true,
      ClientRequestToken: true,
    },
    read(given: object) {
      refuseUnsupported('TransactWriteItems', given)
      const { input, references } = withReferences(given, (name) => tableReference(context, name))
      const data = validate<TransactWriteItemsRequest>(input, TRANSACT_WRITE_TYPES, checkParts)
      const parts = data.TransactItems.flatMap((item) => partOf(item) ?? [])
      return {
        data,
        parts: parts.map((part, i) => ({
          part,
          reference: references[i] ?? tableReference(context, part.request.TableName),
        })),
      }
    },
    access: ({ data, parts }) =>
      parts.map(({ part, reference }) =>
        itemAccess(
          part.action,
          reference.arn,
          { ...part.request, ReturnConsumedCapacity: data.ReturnConsumedCapacity },
          {
            leadingKeys: leadingKeys(tables.find(reference.name), [itemOf(part)]),
            attributes: Object.keys(itemOf(part)),
            enclosingOperation: 'TransactWriteItems',
          },
        ),
      ),
    run({ data, parts }) {
      const token = data.ClientRequestToken
      const located = parts.map(({ part, reference }) => ({
        part,
        table: tables.get(reference.name),
        label: reference.label,
      }))
      const writes = prepare(located)
      const report = (consumed: object[]) => (consumed.length > 0 ? { ConsumedCapacity: consumed } : {})
      const content = parts.map(({ part }) => part)
      if (token !== undefined && tokens.isRepeated(token, content)) {
        return report(replayedCapacity(writes, data.ReturnConsumedCapacity))
      }
      if (token !== undefined && tables.ongoing.hasToken(token)) throw transactionInProgress()
      requireFree(tables.ongoing, writes)
      const completed = () => {
        if (token !== undefined) tokens.remember(token, content)
      }
      return tables.ongoing.during(writes, token, () =>
        report(commit(context.database, writes, data.ReturnConsumedCapacity, completed)),
      )
    },
  })
}

/** Names tables by their names, whatever the request named them by. */
function withReferences(given: object, refer: (name: string) => TableReference) {
  const references: TableReference[] = []
  const items = (given as { TransactItems?: unknown }).TransactItems
  if (!Array.isArray(items)) return { input: given, references }
  const TransactItems = items.map((item: unknown) => {
    if (typeof item !== 'object' || item === null) return item
    const named = Object.entries(item).map(([action, request]) => {
      const name: unknown = request?.TableName
      if (typeof name !== 'string') return [action, request]
      const reference = refer(name)
      references.push(reference)
      return [action, { ...request, TableName: reference.name }]
    })
    return Object.fromEntries(named)
  })
  return { input: { ...given, TransactItems }, references }
}

function checkParts({ TransactItems }: TransactWriteItemsRequest): string | undefined {
  let bytes = 0
  for (const item of TransactItems) {
    const part = partOf(item)
    if (!part) return 'TransactItems can only contain one of Check, Put, Update or Delete'
    const problem = checkValues(itemOf(part)) ?? checkExpressions(part.request, expressionsOf(part))
    if (problem) return problem
    bytes += itemSize(itemOf(part))
  }
  if (bytes > MAX_TRANSACTION_BYTES) return 'Transaction payload size cannot exceed 4 MB'
}

const expressionsOf = ({ action }: TransactionPart): string[] =>
  action === 'UpdateItem' ? ['UpdateExpression', 'ConditionExpression'] : ['ConditionExpression']
