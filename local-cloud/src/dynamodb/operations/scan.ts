import db from 'dynalite/db/index.js'
import validation from 'dynalite/validations/scan.js'
import type { Operation } from '../../core/service.ts'
import { refuse, validationException } from '../errors.ts'
import { type PageRequest, type PageSource, readPage } from '../read-page.ts'
import { checkStartKeyPart, checkStartKeySize, needsTable, readSource, startPosition } from '../read-source.ts'
import { itemAccess } from '../request/access.ts'
import { type Engine, operation } from '../request/operation.ts'
import { withTableName } from '../request/table-reference.ts'
import { validate } from '../request/validate.ts'
import type { Bound, Position } from '../stores/row-store.ts'
import type { Item } from '../values/attribute-value.ts'
import { segmentStart } from '../values/key-encoding.ts'

interface ScanRequest extends PageRequest {
  Segment?: number
  TotalSegments?: number
}

/** A scan carries no leading key: that is why a policy on leading keys must not allow it. https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_Scan.html */
export const scan = ({ context, tables }: Engine): Operation =>
  operation({
    input: {
      TableName: true,
      IndexName: true,
      Select: true,
      Limit: true,
      ConsistentRead: true,
      ExclusiveStartKey: true,
      ReturnConsumedCapacity: true,
      TotalSegments: true,
      Segment: true,
      ProjectionExpression: true,
      FilterExpression: true,
      ExpressionAttributeNames: true,
      ExpressionAttributeValues: true,
    },
    read(given: object) {
      const { input, reference } = withTableName(context, given)
      const types = { ...validation.types, ConsistentRead: 'Boolean' }
      const data = validate<ScanRequest>(input, types, validation.custom)
      if (data.Segment !== undefined && data.TotalSegments === undefined) {
        throw validationException(
          'The TotalSegments parameter is required but was not present in the request when Segment parameter is present',
        )
      }
      return { reference, data }
    },
    access({ reference, data }) {
      const resource = data.IndexName === undefined ? reference.arn : `${reference.arn}/index/${data.IndexName}`
      return [itemAccess('Scan', resource, data)]
    },
    run({ reference, data }) {
      const table = tables.get(reference.name)
      const source = readSource(table, reference.label, data)
      const start = data.ExclusiveStartKey
      if (start) checkStart(source, start)
      const fetch = needsTable(source, data)
      const after = start && startPosition(source, start)
      refuse(db.validateKeyPaths(data._projection?.nestedPaths, table.definition))
      refuse(db.validateKeyPaths(data._filter?.nestedPaths, table.definition))
      return readPage(source, { bounds: segmentBounds(data, after), fetch, ...(after && { after }) }, data)
    },
  })

/** The parts of an index's key are looked at one by one, those of a table together. */
function checkStart(source: PageSource, start: Item): void {
  if (!source.index) {
    checkStartKeySize(
      source,
      start,
      'The provided starting key is invalid: The provided key element does not match the schema',
    )
    return
  }
  checkStartKeySize(source, start, 'The provided starting key is invalid')
  const { partition, sort } = source.index.key
  checkStartKeyPart(start, partition, true)
  if (sort) checkStartKeyPart(start, sort, false)
}

function segmentBounds({ Segment = 0, TotalSegments = 1 }: ScanRequest, after: Position | undefined): Bound[] {
  const start = Segment === 0 ? null : segmentStart(Segment, TotalSegments)
  const end = segmentStart(Segment + 1, TotalSegments)
  const from = after?.[0]
  if (from && ((start && from.compare(start) < 0) || (end && from.compare(end) >= 0))) {
    throw validationException(
      `The provided starting key is invalid: Invalid ExclusiveStartKey. Please use ExclusiveStartKey with correct Segment. TotalSegments: ${TotalSegments} Segment: ${Segment}`,
    )
  }
  return [
    ...(start ? [{ column: 'pk', operator: '>=', value: start } as const] : []),
    ...(end ? [{ column: 'pk', operator: '<', value: end } as const] : []),
  ]
}
