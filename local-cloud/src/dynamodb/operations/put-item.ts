import db from 'dynalite/db/index.js'
import validation from 'dynalite/validations/putItem.js'
import type { Operation } from '../../core/service.ts'
import { refuse } from '../errors.ts'
import type { ParsedCondition } from '../expressions/syntax.ts'
import { itemAccess, leadingKeys } from '../request/access.ts'
import { type Engine, operation } from '../request/operation.ts'
import { withTableName } from '../request/table-reference.ts'
import { ON_CONDITION_FAILURE, refuseUnsupported, validate } from '../request/validate.ts'
import type { Table } from '../stores/table.ts'
import type { Item } from '../values/attribute-value.ts'
import { checkStorable } from '../values/item-size.ts'
import { type Write, writeItem } from '../write-item.ts'

/** The members that a Put in a transaction has too. */
export interface PutRequest {
  TableName: string
  Item: Item
  ReturnValuesOnConditionCheckFailure?: 'ALL_OLD' | 'NONE'
  _condition?: ParsedCondition
}

interface PutItemRequest extends PutRequest {
  ReturnValues?: 'ALL_OLD' | 'NONE'
  ReturnConsumedCapacity?: string
}

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_PutItem.html */
export const putItem = ({ context, tables }: Engine): Operation =>
  operation({
    input: {
      TableName: true,
      Item: true,
      ReturnValues: true,
      ReturnConsumedCapacity: true,
      ReturnItemCollectionMetrics: true,
      ConditionExpression: true,
      ExpressionAttributeNames: true,
      ExpressionAttributeValues: true,
      ReturnValuesOnConditionCheckFailure: true,
    },
    read(given: object) {
      refuseUnsupported('PutItem', given)
      const { input, reference } = withTableName(context, given)
      const types = { ...validation.types, ...ON_CONDITION_FAILURE }
      return { reference, data: validate<PutItemRequest>(input, types, validation.custom) }
    },
    access: ({ reference, data }) => [
      itemAccess('PutItem', reference.arn, data, {
        leadingKeys: leadingKeys(tables.find(reference.name), [data.Item]),
        attributes: Object.keys(data.Item),
      }),
    ],
    run({ reference, data }) {
      const { before, consumption } = writeItem(putWrite(tables.get(reference.name), reference.label, data))
      return {
        ...(before && data.ReturnValues === 'ALL_OLD' && { Attributes: before }),
        ConsumedCapacity: consumption.report(data.ReturnConsumedCapacity),
      }
    },
  })

/** The write that puts an item; throws when the table cannot hold it. */
export function putWrite(table: Table, label: string, request: PutRequest): Write {
  refuse(db.validateItem(request.Item, table.definition))
  checkStorable(request.Item)
  table.checkIndexKeys(request.Item)
  return {
    table,
    label,
    position: table.position(request.Item),
    condition: request._condition,
    returnItemOnFailure: request.ReturnValuesOnConditionCheckFailure === 'ALL_OLD',
    change: () => request.Item,
  }
}
