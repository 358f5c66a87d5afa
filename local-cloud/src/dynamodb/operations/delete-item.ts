import db from 'dynalite/db/index.js'
import validation from 'dynalite/validations/deleteItem.js'
import type { Operation } from '../../core/service.ts'
import { refuse, validationException } from '../errors.ts'
import type { ParsedCondition } from '../expressions/syntax.ts'
import { itemAccess, leadingKeys } from '../request/access.ts'
import { type Engine, operation } from '../request/operation.ts'
import { withTableName } from '../request/table-reference.ts'
import { ON_CONDITION_FAILURE, refuseUnsupported, validate } from '../request/validate.ts'
import type { Table } from '../stores/table.ts'
import type { Item } from '../values/attribute-value.ts'
import { type Write, writeItem } from '../write-item.ts'

/** The members that a Delete in a transaction has too. */
export interface DeleteRequest {
  TableName: string
  Key: Item
  ReturnValuesOnConditionCheckFailure?: 'ALL_OLD' | 'NONE'
  _condition?: ParsedCondition
}

interface DeleteItemRequest extends DeleteRequest {
  ReturnValues?: string
  ReturnConsumedCapacity?: string
}

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DeleteItem.html */
export const deleteItem = ({ context, tables }: Engine): Operation =>
  operation({
    input: {
      TableName: true,
      Key: true,
      ReturnValues: true,
      ReturnConsumedCapacity: true,
      ReturnItemCollectionMetrics: true,
      ConditionExpression: true,
      ExpressionAttributeNames: true,
      ExpressionAttributeValues: true,
      ReturnValuesOnConditionCheckFailure: true,
    },
    read(given: object) {
      refuseUnsupported('DeleteItem', given)
      const { input, reference } = withTableName(context, given)
      const types = { ...validation.types, ...ON_CONDITION_FAILURE }
      const data = validate<DeleteItemRequest>(input, types, validation.custom)
      if (data.ReturnValues !== undefined && data.ReturnValues !== 'ALL_OLD' && data.ReturnValues !== 'NONE') {
        throw validationException('Return values set to invalid value')
      }
      return { reference, data }
    },
    access: ({ reference, data }) => [
      itemAccess('DeleteItem', reference.arn, data, {
        leadingKeys: leadingKeys(tables.find(reference.name), [data.Key]),
        attributes: Object.keys(data.Key),
      }),
    ],
    run({ reference, data }) {
      const { before, consumption } = writeItem(deleteWrite(tables.get(reference.name), reference.label, data))
      return {
        ...(before && data.ReturnValues === 'ALL_OLD' && { Attributes: before }),
        ConsumedCapacity: consumption.report(data.ReturnConsumedCapacity),
      }
    },
  })

/** The write that deletes an item; throws when the key is not one of the table's. */
export function deleteWrite(table: Table, label: string, request: DeleteRequest): Write {
  refuse(db.validateKey(request.Key, table.definition))
  return {
    table,
    label,
    position: table.position(request.Key),
    condition: request._condition,
    returnItemOnFailure: request.ReturnValuesOnConditionCheckFailure === 'ALL_OLD',
    change: () => undefined,
  }
}
