import fc from 'fast-check'
import type { Input } from './dynalite.ts'
import { condition, projection, removal, substitutions, update, type Values, values } from './expressions.ts'
import { item, key, plain } from './values.ts'

/** One call, or all pages of a Query or Scan. */
export interface Step {
  operation: string
  input: Input
  pages: boolean
}

export const maybe = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.option(arbitrary, { nil: undefined, freq: 2 })
const rarely = fc.integer({ min: 0, max: 24 }).map((n) => n === 0)
const EXPRESSIONS = [
  'ConditionExpression',
  'FilterExpression',
  'KeyConditionExpression',
  'ProjectionExpression',
  'UpdateExpression',
]

/** The others know no ExpressionAttributeValues, of which one could be unused. */
const HAVE_VALUES = /^(PutItem|UpdateItem|DeleteItem|Query|Scan)$/

/** A call with the names and values that its expressions use. */
export function step(operation: string, input: fc.Arbitrary<Input>, pages = false): fc.Arbitrary<Step> {
  return fc.tuple(input, values, rarely, rarely).map(([given, all, surplus, elsewhere]) => {
    const expressions = EXPRESSIONS.map((name) => given[name] as string | undefined)
    return {
      operation,
      pages,
      input: {
        ...given,
        ...substitutions(expressions, all as Values, surplus && HAVE_VALUES.test(operation)),
        ...(elsewhere && given.TableName !== undefined && { TableName: 'nothing' }),
      },
    }
  })
}

const indexed = fc.constant('indexed')
// dynalite counts no writes of indexes: capacity is compared where there are none.
const plainTable = {
  TableName: fc.constant('plain'),
  ReturnConsumedCapacity: maybe(fc.constantFrom('TOTAL', 'INDEXES')),
}
const projected = { ProjectionExpression: maybe(projection), ConsistentRead: maybe(fc.boolean()) }
const allOld = fc.oneof({ weight: 20, arbitrary: maybe(fc.constantFrom('ALL_OLD', 'NONE')) }, fc.constant('ALL_NEW'))

export const puts = fc.oneof(
  { weight: 5, arbitrary: step('PutItem', fc.record({ TableName: indexed, Item: item, ReturnValues: allOld })) },
  step('PutItem', fc.record({ TableName: indexed, Item: item, ConditionExpression: condition, ReturnValues: allOld })),
  step('PutItem', fc.record({ ...plainTable, Item: plain.item, ConditionExpression: maybe(condition) })),
)
const returnValues = fc.oneof(
  { weight: 20, arbitrary: maybe(fc.constantFrom('ALL_NEW', 'ALL_OLD', 'UPDATED_NEW', 'UPDATED_OLD', 'NONE')) },
  fc.constant('OTHER'),
)
const updates = fc.oneof(
  {
    weight: 4,
    arbitrary: step(
      'UpdateItem',
      fc.record({
        TableName: indexed,
        Key: key,
        UpdateExpression: update,
        ConditionExpression: maybe(condition),
        ReturnValues: returnValues,
      }),
    ),
  },
  step(
    'UpdateItem',
    fc.record({
      TableName: indexed,
      Key: key,
      UpdateExpression: removal,
      ConditionExpression: fc.constant('attribute_exists(p)'),
      ReturnValues: returnValues,
    }),
  ),
  step('UpdateItem', fc.record({ ...plainTable, Key: plain.key, UpdateExpression: update })),
)
// dynalite deletes whatever ReturnValues say.
const deletes = fc.oneof(
  step(
    'DeleteItem',
    fc.record({
      TableName: indexed,
      Key: key,
      ConditionExpression: maybe(condition),
      ReturnValues: maybe(fc.constantFrom('ALL_OLD', 'NONE')),
    }),
  ),
  step('DeleteItem', fc.record({ ...plainTable, Key: plain.key })),
)
const gets = fc.oneof(
  step(
    'GetItem',
    fc.record({
      TableName: indexed,
      Key: key,
      ...projected,
      ReturnConsumedCapacity: plainTable.ReturnConsumedCapacity,
    }),
  ),
  step('GetItem', fc.record({ ...plainTable, Key: plain.key, ...projected })),
)

/** The requests of a batch by table; undefined parts are left out. */
const byTable = <T>(arbitrary: fc.Arbitrary<Record<'indexed' | 'plain', T | undefined>>) =>
  arbitrary.map((parts) => Object.fromEntries(Object.entries(parts).filter(([, part]) => part !== undefined)))
const keysOf = (keys: fc.Arbitrary<object>) =>
  fc
    .tuple(fc.array(keys, { minLength: 1, maxLength: 4 }), maybe(projection), maybe(fc.boolean()))
    .map(([Keys, ProjectionExpression, ConsistentRead]) => ({
      Keys,
      ProjectionExpression,
      ConsistentRead,
      ...substitutions([ProjectionExpression], {}, false),
    }))
const writesOf = (items: fc.Arbitrary<object>, keys: fc.Arbitrary<object>) =>
  fc.array(
    fc.oneof(
      { weight: 12, arbitrary: items.map((Item) => ({ PutRequest: { Item } })) },
      { weight: 8, arbitrary: keys.map((Key) => ({ DeleteRequest: { Key } })) },
      fc.constant({}),
    ),
    { minLength: 1, maxLength: 4 },
  )
const batches = fc.oneof(
  step(
    'BatchGetItem',
    fc.record({
      RequestItems: byTable(fc.record({ indexed: maybe(keysOf(key)), plain: maybe(keysOf(plain.key)) })),
      ReturnConsumedCapacity: plainTable.ReturnConsumedCapacity,
    }),
  ),
  step(
    'BatchWriteItem',
    fc.record({
      RequestItems: byTable(
        fc.record({ indexed: maybe(writesOf(item, key)), plain: maybe(writesOf(plain.item, plain.key)) }),
      ),
    }),
  ),
  step(
    'BatchWriteItem',
    fc.record({
      RequestItems: fc.record({ plain: writesOf(plain.item, plain.key) }),
      ReturnConsumedCapacity: plainTable.ReturnConsumedCapacity,
    }),
  ),
)

/** All operations on items but the reading of pages. */
export const itemSteps = fc.oneof(
  { weight: 3, arbitrary: puts },
  { weight: 7, arbitrary: updates },
  { weight: 2, arbitrary: deletes },
  { weight: 2, arbitrary: gets },
  { weight: 5, arbitrary: batches },
)
