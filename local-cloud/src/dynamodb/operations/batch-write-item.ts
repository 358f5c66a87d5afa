import validation from 'dynalite/validations/batchWriteItem.js'
import type { Operation } from '../../core/service.ts'
import { Consumption } from '../capacity.ts'
import { validationException } from '../errors.ts'
import { itemAccess, keyValue, leadingKeys } from '../request/access.ts'
import { type Engine, operation } from '../request/operation.ts'
import { type TableReference, withTableNames } from '../request/table-reference.ts'
import { refuseUnsupported, validate } from '../request/validate.ts'
import type { Table } from '../stores/table.ts'
import type { Item } from '../values/attribute-value.ts'
import { type Write, writeItem } from '../write-item.ts'
import { deleteWrite } from './delete-item.ts'
import { putWrite } from './put-item.ts'

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchWriteItem.html */
const MAX_REQUESTS = 25

interface WriteRequest {
  PutRequest?: { Item: Item }
  DeleteRequest?: { Key: Item }
}

interface BatchWriteItemRequest {
  RequestItems: Record<string, WriteRequest[]>
  ReturnConsumedCapacity?: string
}

/** Each write by itself: a batch is not a transaction. https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchWriteItem.html */
export const batchWriteItem = ({ context, tables }: Engine): Operation =>
  operation({
    input: {
      RequestItems: { '*': { PutRequest: { Item: true }, DeleteRequest: { Key: true } } },
      ReturnConsumedCapacity: true,
      ReturnItemCollectionMetrics: true,
    },
    read(given: object) {
      refuseUnsupported('BatchWriteItem', given)
      const { input, references } = withTableNames(context, given)
      const data = validate<BatchWriteItemRequest>(input, validation.types, validation.custom)
      const parts = references.map((reference) => ({ reference, requests: data.RequestItems[reference.name] ?? [] }))
      if (parts.reduce((count, { requests }) => count + requests.length, 0) > MAX_REQUESTS) {
        throw validationException('Too many items requested for the BatchWriteItem call')
      }
      return { data, parts }
    },
    access: ({ data, parts }) =>
      parts.map(({ reference, requests }) => {
        const items = requests.map((request) => request.PutRequest?.Item ?? request.DeleteRequest?.Key ?? {})
        return itemAccess(
          'BatchWriteItem',
          reference.arn,
          { ReturnConsumedCapacity: data.ReturnConsumedCapacity },
          {
            leadingKeys: leadingKeys(tables.find(reference.name), items),
            attributes: items.flatMap((item) => Object.keys(item)),
          },
        )
      }),
    run({ data, parts }) {
      const batches = parts.map(({ reference, requests }) => {
        const table = tables.get(reference.name)
        return { table, label: reference.label, writes: writesOf(table, reference, requests) }
      })
      const UnprocessedItems: Record<string, WriteRequest[]> = {}
      const consumed = batches.map(({ table, label, writes }) => {
        const consumption = new Consumption(table, label)
        const left: WriteRequest[] = []
        for (const { write, request } of writes) {
          // A batch has no error of its own for it: the caller tries again what is left.
          if (table.isInTransaction(write.position)) left.push(request)
          else consumption.add(writeItem(write).consumption)
        }
        if (left.length > 0) UnprocessedItems[label] = left
        return consumption.report(data.ReturnConsumedCapacity)
      })
      return { UnprocessedItems, ...(consumed.some(Boolean) && { ConsumedCapacity: consumed }) }
    },
  })

function writesOf(table: Table, { name, label }: TableReference, requests: WriteRequest[]) {
  const seen = new Set<string>()
  return requests.map((request) => {
    const { PutRequest, DeleteRequest } = request
    const write = PutRequest
      ? putOf(table, label, { TableName: name, Item: PutRequest.Item })
      : deleteWrite(table, label, { TableName: name, Key: DeleteRequest?.Key ?? {} })
    const position = write.position.map((part) => part.toString('hex')).join('/')
    if (seen.has(position)) throw validationException('Provided list of item keys contains duplicates')
    seen.add(position)
    return { write, request }
  })
}

/** A batch has one text for all that is wrong with the key of an item. */
function putOf(table: Table, label: string, request: { TableName: string; Item: Item }): Write {
  const { partition, sort } = table.key
  if ((sort ? [partition, sort] : [partition]).some((attribute) => keyValue(request.Item, attribute) === undefined)) {
    throw validationException('The provided key element does not match the schema')
  }
  return putWrite(table, label, request)
}
