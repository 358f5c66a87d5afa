import db from 'dynalite/db/index.js'
import validation from 'dynalite/validations/updateItem.js'
import type { Operation } from '../../core/service.ts'
import { refuse, validationException } from '../errors.ts'
import type { ParsedCondition, ParsedUpdate } from '../expressions/syntax.ts'
import { applyUpdate } from '../expressions/update.ts'
import { itemAccess, leadingKeys } from '../request/access.ts'
import { type Engine, operation } from '../request/operation.ts'
import { withTableName } from '../request/table-reference.ts'
import { ON_CONDITION_FAILURE, refuseUnsupported, validate } from '../request/validate.ts'
import type { Table } from '../stores/table.ts'
import type { Item } from '../values/attribute-value.ts'
import { projectItem } from '../values/document-path.ts'
import { checkStorable } from '../values/item-size.ts'
import { type Write, type Written, writeItem } from '../write-item.ts'

/** The members that an Update in a transaction has too. */
export interface UpdateRequest {
  TableName: string
  Key: Item
  ReturnValuesOnConditionCheckFailure?: 'ALL_OLD' | 'NONE'
  _condition?: ParsedCondition
  _updates?: ParsedUpdate
}

interface UpdateItemRequest extends UpdateRequest {
  ReturnValues?: 'NONE' | 'ALL_OLD' | 'UPDATED_OLD' | 'ALL_NEW' | 'UPDATED_NEW'
  ReturnConsumedCapacity?: string
}

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_UpdateItem.html */
export const updateItem = ({ context, tables }: Engine): Operation =>
  operation({
    input: {
      TableName: true,
      Key: true,
      UpdateExpression: true,
      ReturnValues: true,
      ReturnConsumedCapacity: true,
      ReturnItemCollectionMetrics: true,
      ConditionExpression: true,
      ExpressionAttributeNames: true,
      ExpressionAttributeValues: true,
      ReturnValuesOnConditionCheckFailure: true,
    },
    read(given: object) {
      refuseUnsupported('UpdateItem', given)
      const { input, reference } = withTableName(context, given)
      const types = { ...validation.types, ...ON_CONDITION_FAILURE }
      return { reference, data: validate<UpdateItemRequest>(input, types, validation.custom) }
    },
    access: ({ reference, data }) => [
      itemAccess('UpdateItem', reference.arn, data, {
        leadingKeys: leadingKeys(tables.find(reference.name), [data.Key]),
        attributes: Object.keys(data.Key),
      }),
    ],
    run({ reference, data }) {
      const written = writeItem(updateWrite(tables.get(reference.name), reference.label, data))
      const attributes = returned(data, written)
      return {
        ...(attributes && { Attributes: attributes }),
        ConsumedCapacity: written.consumption.report(data.ReturnConsumedCapacity),
      }
    },
  })

/** The write that updates an item, or creates it; throws when the update does not fit the table. */
export function updateWrite(table: Table, label: string, request: UpdateRequest): Write {
  refuse(db.validateKey(request.Key, table.definition))
  refuse(db.validateUpdates(undefined, request._updates, table.definition))
  const changes = request._updates?.sections ?? []
  const onlyTakesAway = changes.length > 0 && changes.every(({ type }) => type === 'remove' || type === 'delete')
  return {
    table,
    label,
    position: table.position(request.Key),
    condition: request._condition,
    returnItemOnFailure: request.ReturnValuesOnConditionCheckFailure === 'ALL_OLD',
    change(before) {
      // Taking attributes from an item that is not there does not create it.
      if (!before && onlyTakesAway) return undefined
      const item: Item = JSON.parse(JSON.stringify(before ?? request.Key))
      applyUpdate(changes, item)
      checkIndexKeyTypes(table, item)
      table.checkIndexKeys(item)
      checkStorable(item, 'Item size to update has exceeded the maximum allowed size')
      return item
    },
  }
}

function checkIndexKeyTypes({ definition }: Table, item: Item): void {
  for (const { KeySchema } of [...definition.GlobalSecondaryIndexes, ...definition.LocalSecondaryIndexes]) {
    for (const { AttributeName } of KeySchema) {
      const type = definition.AttributeDefinitions.find((known) => known.AttributeName === AttributeName)?.AttributeType
      if (type && item[AttributeName] && item[AttributeName][type] === undefined) {
        throw validationException(
          'The update expression attempted to update the secondary index key to unsupported type',
        )
      }
    }
  }
}

function returned({ ReturnValues, _updates }: UpdateItemRequest, { before, after }: Written): Item | undefined {
  const paths = _updates?.paths ?? []
  switch (ReturnValues) {
    case undefined:
    case 'NONE':
      return undefined
    case 'ALL_OLD':
      return before
    case 'ALL_NEW':
      return after
    case 'UPDATED_OLD':
      return before && projectItem(paths, before)
    case 'UPDATED_NEW':
      return after && projectItem(paths, after)
    default:
      return ReturnValues satisfies never
  }
}
