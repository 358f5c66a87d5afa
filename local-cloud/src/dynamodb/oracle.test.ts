import db from 'dynalite/db/index.js'
import validations from 'dynalite/validations/index.js'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { AwsError } from '../core/aws-error.ts'
import { fromDynalite } from './errors.ts'
import { testDynamodb } from './test-dynamodb.ts'

// dynalite's answers were compared with DynamoDB's by its authors. Where AWS is known to differ, the sequences below keep away,
// and the test of the operation says what AWS does.

const TABLE = {
  TableName: 'oracle',
  BillingMode: 'PAY_PER_REQUEST',
  AttributeDefinitions: [
    { AttributeName: 'p', AttributeType: 'S' },
    { AttributeName: 's', AttributeType: 'N' },
    { AttributeName: 'g', AttributeType: 'S' },
    { AttributeName: 'n', AttributeType: 'N' },
  ],
  KeySchema: [
    { AttributeName: 'p', KeyType: 'HASH' },
    { AttributeName: 's', KeyType: 'RANGE' },
  ],
  GlobalSecondaryIndexes: [
    {
      IndexName: 'byGroup',
      KeySchema: [
        { AttributeName: 'g', KeyType: 'HASH' },
        { AttributeName: 's', KeyType: 'RANGE' },
      ],
      Projection: { ProjectionType: 'INCLUDE', NonKeyAttributes: ['a'] },
    },
  ],
  LocalSecondaryIndexes: [
    {
      IndexName: 'byNumber',
      KeySchema: [
        { AttributeName: 'p', KeyType: 'HASH' },
        { AttributeName: 'n', KeyType: 'RANGE' },
      ],
      Projection: { ProjectionType: 'KEYS_ONLY' },
    },
  ],
}

const number = fc.oneof(
  fc.integer({ min: -12, max: 12 }).map(String),
  fc.constantFrom('0.5', '-0.5', '1e2', '-1e2', '123456789012345678901234567890', '1e-20', '-1e-20', '10', '100.0'),
)
const text = fc.constantFrom('a', 'b', 'ab', 'abc', 'é', 'x'.repeat(1500), '')
const scalar = fc.oneof(
  text.map((S) => ({ S })),
  number.map((N) => ({ N })),
  fc.boolean().map((BOOL) => ({ BOOL })),
  fc.constant({ NULL: true }),
  fc.constantFrom('AQI=', 'AQ==', '/w==').map((B) => ({ B })),
)
const value = fc.oneof(
  { weight: 4, arbitrary: scalar },
  fc.uniqueArray(fc.constantFrom('a', 'b', 'c'), { minLength: 1 }).map((SS) => ({ SS })),
  fc.uniqueArray(fc.constantFrom('1', '2', '30'), { minLength: 1 }).map((NS) => ({ NS })),
  fc.array(scalar, { maxLength: 3 }).map((L) => ({ L })),
  fc.dictionary(fc.constantFrom('k', 'l'), scalar).map((M) => ({ M })),
)
const partition = fc.constantFrom({ S: 'one' }, { S: 'two' })
const key = fc.record({ p: partition, s: number.map((N) => ({ N })) })
const item = fc
  .tuple(
    key,
    fc.record(
      { g: fc.constantFrom({ S: 'g1' }, { S: 'g2' }), n: number.map((N) => ({ N })), a: value, b: value },
      { requiredKeys: [] },
    ),
  )
  .map(([k, rest]) => ({ ...k, ...rest }))

const condition = fc.constantFrom(
  'attribute_exists(p)',
  'attribute_not_exists(a)',
  'a = :v',
  'a <> :v',
  'NOT a < :v',
  'a BETWEEN :v AND :w',
  'a IN (:v, :w)',
  'begins_with(a, :t)',
  'contains(a, :t)',
  'size(a) > :m',
  'attribute_type(a, :s) OR b >= :v',
  'a.k = :v AND a.l <> :w',
  'a[0] = :v',
)
const update = fc.constantFrom(
  'SET a = :v',
  'SET a = if_not_exists(a, :v), b = :w',
  'SET a = a + :m',
  'SET a = list_append(:l, if_not_exists(a, :l))',
  'SET a.k = :v',
  'SET a[1] = :v',
  'SET a = b',
  'REMOVE b SET a = :v',
  'ADD n :m',
  'ADD a :set',
  'DELETE a :set SET b = :v',
  'SET p = :v',
  'SET g = :g',
  'SET g = :m',
  'SET g = a',
)

type Step = { operation: string; input: Record<string, unknown> }

/** A step with exactly those values that its expressions use: unused ones are an error of their own. */
function withValues(operation: string, input: Record<string, unknown>, values: Record<string, unknown>): Step {
  const used = Object.values(input)
    .filter((member) => typeof member === 'string')
    .join(' ')
  const needed = Object.entries(values).filter(([name]) => new RegExp(`${name}\\b`).test(used))
  return {
    operation,
    input: {
      TableName: 'oracle',
      ...input,
      ...(needed.length > 0 && { ExpressionAttributeValues: Object.fromEntries(needed) }),
    },
  }
}

const values = fc.record({
  ':v': scalar,
  ':w': scalar,
  ':t': fc.constantFrom({ S: 'a' }, { S: 'b' }),
  ':m': number.map((N) => ({ N })),
  ':s': fc.constantFrom({ S: 'S' }, { S: 'N' }, { S: 'SS' }),
  ':l': fc.array(scalar, { maxLength: 2 }).map((L) => ({ L })),
  ':set': fc.constantFrom({ SS: ['a', 'z'] }, { NS: ['1'] }),
  ':p': partition,
  ':g': fc.constantFrom({ S: 'g1' }, { S: 'g2' }),
  ':n': number.map((N) => ({ N })),
  ':o': number.map((N) => ({ N })),
})

const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined })
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc
      .tuple(item, maybe(condition), values)
      .map(([Item, ConditionExpression, v]) =>
        withValues('PutItem', { Item, ConditionExpression, ReturnValues: 'ALL_OLD' }, v),
      ),
  },
  {
    weight: 3,
    arbitrary: fc
      .tuple(key, update, maybe(condition), fc.constantFrom('ALL_NEW', 'ALL_OLD', undefined), values)
      .map(([Key, UpdateExpression, ConditionExpression, ReturnValues, v]) =>
        withValues('UpdateItem', { Key, UpdateExpression, ConditionExpression, ReturnValues }, v),
      ),
  },
  fc
    .tuple(key, maybe(condition), values)
    .map(([Key, ConditionExpression, v]) =>
      withValues('DeleteItem', { Key, ConditionExpression, ReturnValues: 'ALL_OLD' }, v),
    ),
  fc
    .tuple(key, maybe(fc.constantFrom('a, b', 'a.k, g', 'a[0], b', 'zzz')), fc.boolean())
    .map(([Key, ProjectionExpression, ConsistentRead]) =>
      withValues('GetItem', { Key, ProjectionExpression, ConsistentRead, ReturnConsumedCapacity: 'TOTAL' }, {}),
    ),
  {
    weight: 3,
    arbitrary: fc
      .tuple(
        fc.constantFrom('', ' AND s = :n', ' AND s < :n', ' AND s >= :n', ' AND s BETWEEN :n AND :o'),
        maybe(fc.constantFrom('attribute_exists(a)', 'a = :v', 'contains(b, :t)')),
        fc.record({ ScanIndexForward: fc.boolean(), Limit: maybe(fc.integer({ min: 1, max: 4 })) }),
        values,
      )
      .map(([range, FilterExpression, options, v]) =>
        withValues('Query', { KeyConditionExpression: `p = :p${range}`, FilterExpression, ...options }, v),
      ),
  },
  fc
    .tuple(fc.constantFrom('g = :g', 'g = :g AND s > :n'), values)
    .map(([KeyConditionExpression, v]) => withValues('Query', { KeyConditionExpression, IndexName: 'byGroup' }, v)),
  fc
    .tuple(fc.constantFrom('p = :p', 'p = :p AND n <= :n'), fc.constantFrom('ALL_ATTRIBUTES', undefined), values)
    .map(([KeyConditionExpression, Select, v]) =>
      withValues('Query', { KeyConditionExpression, IndexName: 'byNumber', Select }, v),
    ),
  fc.constant(withValues('Scan', { FilterExpression: 'attribute_exists(p)' }, {})),
)

async function dynalite() {
  const store = db.create({ createTableMs: 0, deleteTableMs: 0, updateTableMs: 0 })
  const call = async ({ operation, input }: Step): Promise<unknown> => {
    const name = (operation[0] ?? '').toLowerCase() + operation.slice(1)
    const [validation, action] = await Promise.all([
      import(`dynalite/validations/${name}.js`),
      import(`dynalite/actions/${name}.js`),
    ])
    const { types, custom } = validation.default
    const data = validations.checkTypes(structuredClone(input), types)
    validations.checkValidations(data, types, custom, store)
    return await new Promise((resolve, reject) =>
      action.default(store, data, (error: unknown, answer: unknown) => (error ? reject(error) : resolve(answer))),
    )
  }
  await call({ operation: 'CreateTable', input: TABLE })
  for (;;) {
    const { Table } = (await call({ operation: 'DescribeTable', input: { TableName: 'oracle' } })) as {
      Table: { TableStatus: string }
    }
    if (Table.TableStatus === 'ACTIVE') return call
    await new Promise((resolve) => setImmediate(resolve))
  }
}

/** The answer as JSON; sets have no order, and neither have items with equal index keys. */
async function outcome({ operation, input }: Step, work: () => unknown): Promise<unknown> {
  const ordered = operation === 'Query' && input.IndexName === undefined
  try {
    return JSON.parse(JSON.stringify(await work()), (name, member) => {
      if (name === 'SS' || name === 'NS') return [...member].sort()
      return name === 'Items' && !ordered
        ? member.map((entry: unknown) => JSON.stringify(sorted(entry))).sort()
        : member
    })
  } catch (error) {
    const cause = fromDynalite(error)
    if (!(cause instanceof AwsError)) throw cause
    return { error: cause.code, message: cause.message }
  }
}

function sorted(entry: unknown): unknown {
  if (entry === null || typeof entry !== 'object' || Array.isArray(entry)) return entry
  return Object.fromEntries(Object.entries(entry).sort(([a], [b]) => (a < b ? -1 : 1)))
}

test('sequences of operations have the answers and errors of dynalite', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 30 }), async (steps) => {
      const oracle = await dynalite()
      const ours = testDynamodb()
      ours.call('CreateTable', TABLE)
      for (const { operation, input } of steps) {
        const expected = await outcome({ operation, input }, () => oracle({ operation, input }))
        const actual = await outcome({ operation, input }, () => ours.call(operation, input))
        expect({ operation, input, answer: actual }).toEqual({ operation, input, answer: expected })
      }
    }),
    { numRuns: 150 },
  )
})
