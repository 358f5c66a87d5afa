import db from 'dynalite/db/index.js'
import validation from 'dynalite/validations/query.js'
import type { Operation } from '../../core/service.ts'
import { refuse, validationException } from '../errors.ts'
import type { ParsedCondition } from '../expressions/syntax.ts'
import { checkKeyConditions, checkStartInRange, type KeyConditions, rangeOf } from '../key-conditions.ts'
import { type PageRequest, readPage } from '../read-page.ts'
import { checkStartKeySize, needsTable, readSource, startPosition } from '../read-source.ts'
import { itemAccess } from '../request/access.ts'
import { type Engine, operation } from '../request/operation.ts'
import { withTableName } from '../request/table-reference.ts'
import { validate } from '../request/validate.ts'

interface QueryRequest extends PageRequest {
  /** Made from the KeyConditionExpression. */
  KeyConditions: KeyConditions
  ScanIndexForward?: boolean
  _keyCondition: ParsedCondition
}

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_Query.html */
export const query = ({ context, tables }: Engine): Operation =>
  operation({
    input: {
      TableName: true,
      IndexName: true,
      Select: true,
      Limit: true,
      ConsistentRead: true,
      ScanIndexForward: true,
      ExclusiveStartKey: true,
      ReturnConsumedCapacity: true,
      ProjectionExpression: true,
      FilterExpression: true,
      KeyConditionExpression: true,
      ExpressionAttributeNames: true,
      ExpressionAttributeValues: true,
    },
    read(given: object) {
      const { input, reference } = withTableName(context, given)
      return { reference, data: validate<QueryRequest>(input, validation.types, validation.custom) }
    },
    access({ reference, data }) {
      const table = tables.find(reference.name)
      const partition = (data.IndexName === undefined ? table : table?.index(data.IndexName))?.key.partition
      const value = partition && data.KeyConditions[partition.name]?.AttributeValueList[0]?.[partition.type]
      const resource = data.IndexName === undefined ? reference.arn : `${reference.arn}/index/${data.IndexName}`
      return [itemAccess('Query', resource, data, { leadingKeys: value === undefined ? [] : [value] })]
    },
    run({ reference, data }) {
      const table = tables.get(reference.name)
      const source = readSource(table, reference.label, data)
      const key = source.index?.key ?? table.key
      const start = data.ExclusiveStartKey
      if (start) checkStartKeySize(source, start, 'The provided starting key is invalid')
      checkKeyConditions(key, data.KeyConditions, start)
      const after = start && startPosition(source, start)
      if (start) checkStartInRange(key, data.KeyConditions, start)
      refuse(db.validateKeyPaths(data._projection?.nestedPaths, table.definition))
      for (const attribute of [key.partition, key.sort]) {
        if (attribute && data._filter?.pathHeads[attribute.name]) {
          throw validationException(
            `Filter Expression can only contain non-primary key attributes: Primary key attribute: ${attribute.name}`,
          )
        }
      }
      const fetch = needsTable(source, data)
      refuse(db.validateKeyPaths(data._filter?.nestedPaths, table.definition))
      const bounds = rangeOf(key, data.KeyConditions)
      return readPage(
        source,
        { bounds, fetch, reverse: data.ScanIndexForward === false, ...(after && { after }) },
        data,
      )
    },
  })
