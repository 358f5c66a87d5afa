import fc from 'fast-check'
import type { Input } from './dynalite.ts'
import { condition, projection } from './expressions.ts'
import { maybe, type Step, step } from './steps.ts'
import { key } from './values.ts'

const capacity = maybe(fc.constantFrom('TOTAL', 'INDEXES'))
const common = {
  Limit: maybe(fc.integer({ min: 1, max: 4 })),
  ScanIndexForward: maybe(fc.boolean()),
  ReturnConsumedCapacity: capacity,
}
/** What is asked for of each item. dynalite lets Select and ProjectionExpression contradict each other. */
const asking = (projections: fc.Arbitrary<string>, ...selections: string[]) =>
  fc.oneof(
    maybe(projections).map((ProjectionExpression) => ({ ProjectionExpression })),
    fc.constantFrom('COUNT', 'ALL_ATTRIBUTES', ...selections).map((Select) => ({ Select })),
    projections.map((ProjectionExpression) => ({ ProjectionExpression, Select: 'SPECIFIC_ATTRIBUTES' })),
  )
const merged = (...parts: fc.Arbitrary<object>[]): fc.Arbitrary<Input> =>
  fc.tuple(...parts).map((all) => Object.assign({}, ...all))
const range = (name: string) =>
  fc.constantFrom(
    ...['', ` AND ${name} = :n`, ` AND ${name} < :n`, ` AND ${name} <= :n`, ` AND ${name} > :n`, ` AND ${name} >= :n`],
    ` AND ${name} BETWEEN :n AND :o`,
    ` AND :n < ${name}`,
  )
const textRange = fc.constantFrom(
  '',
  ' AND t = :t',
  ' AND t > :t',
  ' AND begins_with(t, :t)',
  ' AND t BETWEEN :t AND :t',
)
const after = (beginning: string, rest: fc.Arbitrary<string>) => rest.map((end) => beginning + end)
const faulty = fc.constantFrom(
  's = :n',
  'p > :p',
  'p = :n',
  'p = :p OR s = :n',
  'p = :p AND s <> :n',
  'p = :p AND a = :v',
  'p = :p AND begins_with(s, :t)',
  'p = :p AND s = :n AND s = :o',
  'p = :p AND s BETWEEN :n AND :p',
  'g = :g',
)

const TableName = fc.constant('indexed')
const ofTable = merged(
  fc.record({
    TableName,
    KeyConditionExpression: fc.oneof({ weight: 8, arbitrary: after('p = :p', range('s')) }, faulty),
    FilterExpression: maybe(condition),
    ConsistentRead: maybe(fc.boolean()),
    ...common,
  }),
  asking(projection),
)
// Indexes that do not project all are asked for what they project: dynalite does not fetch from the table, nor refuse to.
const ofIndexes = fc.oneof(
  merged(
    fc.record({
      TableName,
      IndexName: fc.constant('byGroup'),
      KeyConditionExpression: after('g = :g', range('s')),
      FilterExpression: maybe(fc.constantFrom('a = :v', 'attribute_exists(a)', 'begins_with(a, :t)', 'g = :g')),
      ConsistentRead: maybe(fc.boolean()),
      ...common,
    }),
    asking(fc.constantFrom('a', 'p, a', 'a.k'), 'ALL_PROJECTED_ATTRIBUTES'),
  ),
  merged(
    fc.record({
      TableName,
      IndexName: fc.constant('byText'),
      KeyConditionExpression: fc.constantFrom('t = :t', ':t = t', 't = :t AND s = :n', 'begins_with(t, :t)'),
      FilterExpression: maybe(condition),
      ...common,
    }),
    asking(projection, 'ALL_PROJECTED_ATTRIBUTES'),
  ),
  fc.record({
    TableName,
    IndexName: fc.constant('inNumber'),
    KeyConditionExpression: after('p = :p', range('n')),
    FilterExpression: maybe(fc.constantFrom('s > :m', 'attribute_exists(s)')),
    ConsistentRead: maybe(fc.boolean()),
    ...common,
  }),
  // Whole items are fetched from the table, and each is counted by itself: dynalite counts them together.
  fc.record({
    TableName,
    IndexName: fc.constant('inNumber'),
    KeyConditionExpression: after('p = :p', range('n')),
    Select: fc.constant('ALL_ATTRIBUTES'),
    ScanIndexForward: common.ScanIndexForward,
  }),
  merged(
    fc.record({
      TableName,
      IndexName: fc.constant('inText'),
      KeyConditionExpression: after('p = :p', textRange),
      FilterExpression: maybe(condition),
      ConsistentRead: maybe(fc.boolean()),
      ...common,
    }),
    asking(projection, 'ALL_PROJECTED_ATTRIBUTES'),
  ),
  fc.record({ TableName, IndexName: fc.constant('nothing'), KeyConditionExpression: fc.constant('p = :p') }),
)
const scans = merged(
  fc.record({
    TableName: fc.constantFrom('indexed', 'indexed', 'plain'),
    FilterExpression: maybe(condition),
    Limit: common.Limit,
    ReturnConsumedCapacity: capacity,
  }),
  asking(projection),
)
const segments = fc
  .tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 0, max: 4 }), common.Limit)
  .map(([TotalSegments, Segment, Limit]) => ({ TableName: 'indexed', TotalSegments, Segment, Limit }))
const scansOfIndexes = fc.record({
  TableName,
  IndexName: fc.constantFrom('byGroup', 'byText', 'inNumber', 'inText'),
  Limit: common.Limit,
  ReturnConsumedCapacity: capacity,
})
// Where a page begins is the client's word: it may be a key that is not there, or no key at all.
const startKey = fc.oneof(key, fc.constantFrom({ p: { S: 'one' }, s: { N: '1' }, g: { S: 'g1' } }, { x: { S: 'x' } }))
const started = fc.record({
  TableName,
  KeyConditionExpression: after('p = :p', range('s')),
  ExclusiveStartKey: startKey,
})
const startedInIndex = fc.record({
  TableName,
  IndexName: fc.constantFrom('byGroup', 'inText'),
  KeyConditionExpression: fc.constantFrom('p = :p', 'g = :g'),
  ExclusiveStartKey: startKey,
})

/** Queries and scans: single pages, and all pages one after another. */
export const pageSteps: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: step('Query', ofTable, true) },
  { weight: 5, arbitrary: step('Query', ofIndexes, true) },
  step('Query', started),
  step('Query', startedInIndex),
  { weight: 2, arbitrary: step('Scan', scans, true) },
  { weight: 2, arbitrary: step('Scan', segments, true) },
  { weight: 2, arbitrary: step('Scan', scansOfIndexes, true) },
  step('Scan', fc.record({ TableName, ExclusiveStartKey: startKey })),
)
