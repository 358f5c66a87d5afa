import getValidation from 'dynalite/validations/getItem.js'
import putValidation from 'dynalite/validations/putItem.js'
import updateValidation from 'dynalite/validations/updateItem.js'
import { ON_CONDITION_FAILURE, type Types } from './validate.ts'

// The members of transactions, in dynalite's schema language; dynalite itself has none.
// https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ServiceQuotas.html#limits-dynamodb-transactions */
const MAX_ITEMS = 100
const MAX_TOKEN_LENGTH = 36

const { TableName, Item, ConditionExpression, ExpressionAttributeNames, ExpressionAttributeValues } =
  putValidation.types
const { Key, ReturnConsumedCapacity } = updateValidation.types
const { ProjectionExpression } = getValidation.types

const conditional: Types = {
  TableName,
  ConditionExpression,
  ExpressionAttributeNames,
  ExpressionAttributeValues,
  ...ON_CONDITION_FAILURE,
}

const part = (name: string, children: Types) => ({ type: `FieldStruct<${name}>`, children })

const parts = (name: string, children: Types): Types => ({
  TransactItems: {
    type: 'List',
    notNull: true,
    lengthGreaterThanOrEqual: 1,
    lengthLessThanOrEqual: MAX_ITEMS,
    children: { type: `ValueStruct<${name}>`, children },
  },
  ReturnConsumedCapacity,
})

export const TRANSACT_WRITE_TYPES: Types = {
  ...parts('TransactWriteItem', {
    ConditionCheck: part('ConditionCheck', {
      ...conditional,
      Key,
      ConditionExpression: { type: 'String', notNull: true },
    }),
    Put: part('Put', { ...conditional, Item }),
    Delete: part('Delete', { ...conditional, Key }),
    Update: part('Update', { ...conditional, Key, UpdateExpression: { type: 'String', notNull: true } }),
  }),
  ReturnItemCollectionMetrics: updateValidation.types.ReturnItemCollectionMetrics,
  ClientRequestToken: { type: 'String', lengthGreaterThanOrEqual: 1, lengthLessThanOrEqual: MAX_TOKEN_LENGTH },
}

export const TRANSACT_GET_TYPES: Types = parts('TransactGetItem', {
  Get: { ...part('Get', { TableName, Key, ProjectionExpression, ExpressionAttributeNames }), notNull: true },
})
