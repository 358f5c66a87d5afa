import db from 'dynalite/db/index.js'
import validation from 'dynalite/validations/getItem.js'
import type { Operation } from '../../core/service.ts'
import { Consumption, readUnits } from '../capacity.ts'
import { refuse } from '../errors.ts'
import type { ParsedProjection } from '../expressions/syntax.ts'
import { itemAccess, leadingKeys } from '../request/access.ts'
import { type Engine, operation } from '../request/operation.ts'
import { withTableName } from '../request/table-reference.ts'
import { validate } from '../request/validate.ts'
import type { StoredItem, Table } from '../stores/table.ts'
import type { Item } from '../values/attribute-value.ts'
import { projectItem } from '../values/document-path.ts'

/** The members that a Get in a transaction or batch has too. */
export interface GetRequest {
  TableName: string
  Key: Item
  _projection?: ParsedProjection
}

interface GetItemRequest extends GetRequest {
  ConsistentRead?: boolean
  ReturnConsumedCapacity?: string
}

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_GetItem.html */
export const getItem = ({ context, tables }: Engine): Operation =>
  operation({
    input: {
      TableName: true,
      Key: true,
      ConsistentRead: true,
      ReturnConsumedCapacity: true,
      ProjectionExpression: true,
      ExpressionAttributeNames: true,
    },
    read(given: object) {
      const { input, reference } = withTableName(context, given)
      return { reference, data: validate<GetItemRequest>(input, validation.types, validation.custom) }
    },
    access: ({ reference, data }) => [
      itemAccess('GetItem', reference.arn, data, {
        leadingKeys: leadingKeys(tables.find(reference.name), [data.Key]),
        attributes: Object.keys(data.Key),
      }),
    ],
    run({ reference, data }) {
      const table = tables.get(reference.name)
      const stored = readItem(table, data)
      const consumption = new Consumption(table, reference.label)
      consumption.units = readUnits(stored?.size ?? 0, data.ConsistentRead === true)
      return {
        ...(stored && { Item: projected(stored.item, data._projection) }),
        ConsumedCapacity: consumption.report(data.ReturnConsumedCapacity),
      }
    },
  })

/** The item of a key; throws when the key is not one of the table's. */
export function readItem(table: Table, { Key, _projection }: GetRequest): StoredItem | undefined {
  refuse(db.validateKey(Key, table.definition))
  refuse(db.validateKeyPaths(_projection?.nestedPaths, table.definition))
  return table.get(table.position(Key))
}

/** What a projection leaves of an item; an empty item when it names nothing that is there. */
export const projected = (item: Item, projection: ParsedProjection | undefined): Item =>
  projection ? (projectItem(projection.paths, item) ?? {}) : item
