import db from 'dynalite/db/index.js'
import validation from 'dynalite/validations/batchGetItem.js'
import type { Operation } from '../../core/service.ts'
import { Consumption, readUnits } from '../capacity.ts'
import { refuse } from '../errors.ts'
import type { ParsedProjection } from '../expressions/syntax.ts'
import { itemAccess, leadingKeys } from '../request/access.ts'
import { type Engine, operation } from '../request/operation.ts'
import { withTableNames } from '../request/table-reference.ts'
import { validate } from '../request/validate.ts'
import type { Item } from '../values/attribute-value.ts'
import { projected, readItem } from './get-item.ts'

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchGetItem.html: what does not fit is left unprocessed. */
const MAX_RESPONSE_BYTES = 16 * 1024 * 1024

interface KeysAndAttributes {
  Keys: Item[]
  ConsistentRead?: boolean
  _projection?: ParsedProjection
}

interface BatchGetItemRequest {
  RequestItems: Record<string, KeysAndAttributes>
  ReturnConsumedCapacity?: string
}

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchGetItem.html */
export const batchGetItem = ({ context, tables }: Engine): Operation =>
  operation({
    input: {
      RequestItems: {
        '*': { Keys: true, ConsistentRead: true, ProjectionExpression: true, ExpressionAttributeNames: true },
      },
      ReturnConsumedCapacity: true,
    },
    read(given: { RequestItems?: unknown }) {
      const { input, references } = withTableNames(context, given)
      const data = validate<BatchGetItemRequest>(input, validation.types, validation.custom)
      const parts = references.map((reference) => ({
        reference,
        request: data.RequestItems[reference.name] ?? { Keys: [] },
        given: (given.RequestItems as Record<string, object>)[reference.label],
      }))
      return { data, parts }
    },
    access: ({ data, parts }) =>
      parts.map(({ reference, request }) =>
        itemAccess(
          'BatchGetItem',
          reference.arn,
          { ...request, ReturnConsumedCapacity: data.ReturnConsumedCapacity },
          {
            leadingKeys: leadingKeys(tables.find(reference.name), request.Keys),
            attributes: request.Keys.flatMap((key) => Object.keys(key)),
          },
        ),
      ),
    run({ data, parts }) {
      const responses: Record<string, Item[]> = {}
      const unprocessed: Record<string, object> = {}
      const consumed: (object | undefined)[] = []
      let bytes = 0
      // Nothing is read before all keys are keys.
      const located = parts.map((part) => {
        const table = tables.get(part.reference.name)
        for (const key of part.request.Keys) refuse(db.validateKey(key, table.definition))
        return { ...part, table }
      })
      for (const { reference, request, given, table } of located) {
        const consumption = new Consumption(table, reference.label)
        const items: Item[] = []
        const left: Item[] = []
        for (const Key of request.Keys) {
          const stored = readItem(table, { TableName: reference.name, Key, _projection: request._projection })
          if (bytes + (stored?.size ?? 0) > MAX_RESPONSE_BYTES) {
            left.push(Key)
            continue
          }
          bytes += stored?.size ?? 0
          consumption.units += readUnits(stored?.size ?? 0, request.ConsistentRead === true)
          if (stored) items.push(projected(stored.item, request._projection))
        }
        responses[reference.label] = items
        if (left.length > 0) unprocessed[reference.label] = { ...given, Keys: left }
        consumed.push(consumption.report(data.ReturnConsumedCapacity))
      }
      return {
        Responses: responses,
        UnprocessedKeys: unprocessed,
        ...(consumed.some(Boolean) && { ConsumedCapacity: consumed }),
      }
    },
  })
