import type { Operation } from '../../core/service.ts'
import { Consumption, readUnits } from '../capacity.ts'
import { validationException } from '../errors.ts'
import { requireFilledKey } from '../filled-key.ts'
import { itemAccess, leadingKeys } from '../request/access.ts'
import { type Engine, operation } from '../request/operation.ts'
import { type TableReference, tableReference, withTableName } from '../request/table-reference.ts'
import { TRANSACT_GET_TYPES } from '../request/transaction-types.ts'
import { checkExpressions, checkValues, validate } from '../request/validate.ts'
import { orCancel, report, requireFree } from '../transaction.ts'
import { type GetRequest, projected, readItem } from './get-item.ts'

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ServiceQuotas.html#limits-dynamodb-transactions */
const MAX_TRANSACTION_BYTES = 4 * 1024 * 1024

interface TransactGetItemsRequest {
  TransactItems: { Get: GetRequest }[]
  ReturnConsumedCapacity?: string
}

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactGetItems.html */
export const transactGetItems = ({ context, tables }: Engine): Operation =>
  operation({
    input: {
      TransactItems: {
        Get: { TableName: true, Key: true, ProjectionExpression: true, ExpressionAttributeNames: true },
      },
      ReturnConsumedCapacity: true,
    },
    read(given: { TransactItems?: unknown }) {
      const references: TableReference[] = []
      const items = given.TransactItems
      const TransactItems = !Array.isArray(items)
        ? items
        : items.map((item: { Get?: unknown }) => {
            if (typeof item?.Get !== 'object' || item.Get === null) return item
            const { input, reference } = withTableName(context, item.Get)
            references.push(reference)
            return { ...item, Get: input }
          })
      const data = validate<TransactGetItemsRequest>({ ...given, TransactItems }, TRANSACT_GET_TYPES, checkParts)
      const parts = data.TransactItems.map(({ Get }, i) => ({
        request: Get,
        reference: references[i] ?? tableReference(context, Get.TableName),
      }))
      return { data, parts }
    },
    access: ({ data, parts }) =>
      parts.map(({ request, reference }) =>
        itemAccess(
          'GetItem',
          reference.arn,
          { ...request, ReturnConsumedCapacity: data.ReturnConsumedCapacity },
          {
            leadingKeys: leadingKeys(tables.find(reference.name), [request.Key]),
            attributes: Object.keys(request.Key),
            enclosingOperation: 'TransactGetItems',
          },
        ),
      ),
    run({ data, parts }) {
      const places = parts.map(({ request, reference }) => ({ request, reference, table: tables.get(reference.name) }))
      for (const { request, table } of places) requireFilledKey(table.key, request.Key)
      requireFree(
        tables.ongoing,
        places.map(({ request, table }, i) => ({
          table,
          position: orCancel(i, parts.length, () => table.position(request.Key)),
        })),
      )
      const seen = new Set<string>()
      const read = places.map(({ request, reference, table }, i) => {
        const stored = orCancel(i, parts.length, () => readItem(table, request))
        const place = table.position(request.Key).map((part) => part.toString('hex'))
        seen.add([reference.name, ...place].join('/'))
        const consumption = new Consumption(table, reference.label)
        consumption.units = readUnits(stored?.size ?? 0, true)
        return { stored, consumption, request }
      })
      if (seen.size < parts.length) {
        throw validationException('Transaction request cannot include multiple operations on one item')
      }
      if (read.reduce((bytes, { stored }) => bytes + (stored?.size ?? 0), 0) > MAX_TRANSACTION_BYTES) {
        throw validationException('Transaction payload size cannot exceed 4 MB')
      }
      const consumed = report(
        read.map(({ consumption }) => consumption),
        data.ReturnConsumedCapacity,
        'ReadCapacityUnits',
      )
      return {
        Responses: read.map(({ stored, request }) =>
          stored ? { Item: projected(stored.item, request._projection) } : {},
        ),
        ...(consumed.length > 0 && { ConsumedCapacity: consumed }),
      }
    },
  })

function checkParts({ TransactItems }: TransactGetItemsRequest): string | undefined {
  for (const { Get } of TransactItems) {
    const problem = checkValues(Get.Key) ?? checkExpressions(Get, ['ProjectionExpression'])
    if (problem) return problem
  }
}
