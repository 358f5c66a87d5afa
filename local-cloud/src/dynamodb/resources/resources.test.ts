import { beforeEach, expect, test } from 'vitest'
import type { ResourceContext, ResourceType } from '../../core/resource-type.ts'
import { testDynamodb } from '../dynamodb-fixture.ts'

let dynamodb: ReturnType<typeof testDynamodb>
const context: ResourceContext = {
  stackName: 'stack',
  stackId: 'stack-id',
  logicalId: 'Table',
  physicalName: () => 'stack-Table-1',
}

const v2 = {
  AttributeDefinitions: [{ AttributeName: 'p', AttributeType: 'S' }],
  BillingMode: 'PAY_PER_REQUEST',
  KeySchema: [{ AttributeName: 'p', KeyType: 'HASH' }],
  Replicas: [
    {
      Region: 'us-east-1',
      DeletionProtectionEnabled: false,
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
      TableClass: 'STANDARD',
    },
  ],
  SSESpecification: { SSEEnabled: false },
}

const withIndexes = (...names: string[]) => ({
  ...v2,
  AttributeDefinitions: ['p', ...names].map((AttributeName) => ({ AttributeName, AttributeType: 'S' })),
  GlobalSecondaryIndexes: names.map((name) => ({
    IndexName: `by-${name}`,
    KeySchema: [{ AttributeName: name, KeyType: 'HASH' }],
    Projection: { ProjectionType: 'ALL' },
  })),
})

beforeEach(() => {
  dynamodb = testDynamodb()
})

function type(name: string): ResourceType {
  const found = dynamodb.resourceTypes.find((candidate) => candidate.type === name)
  if (!found) throw new Error(name)
  return found
}

function deploy(properties: object, name = 'AWS::DynamoDB::GlobalTable') {
  return type(name).create(type(name).properties.parse(properties), context)
}

async function update(from: object, to: object) {
  const global = type('AWS::DynamoDB::GlobalTable')
  const current = await deploy(from)
  return () => global.update(global.properties.parse(to), current, global.properties.parse(from), context)
}

test('what TableV2 emits becomes a table, also when it is deployed again', async () => {
  const deployed = await deploy(v2)
  expect(deployed).toEqual({
    physicalId: 'stack-Table-1',
    attributes: {
      Arn: 'arn:aws:dynamodb:us-east-1:000000000000:table/stack-Table-1',
      TableId: expect.stringMatching(/^[0-9a-f-]{36}$/),
    },
  })
  expect(await deploy(v2)).toEqual(deployed)
  const backups = dynamodb.call('DescribeContinuousBackups', { TableName: 'stack-Table-1' })
  expect(backups.ContinuousBackupsDescription.PointInTimeRecoveryDescription.PointInTimeRecoveryStatus).toBe('ENABLED')
})

test('a table of version 1 is one, with its throughput', async () => {
  const { Replicas: _, BillingMode: __, ...v1 } = v2
  await deploy(
    { ...v1, ProvisionedThroughput: { ReadCapacityUnits: '5', WriteCapacityUnits: 6 } },
    'AWS::DynamoDB::Table',
  )
  const { Table } = dynamodb.call('DescribeTable', { TableName: 'stack-Table-1' })
  expect(Table).toMatchObject({
    TableStatus: 'ACTIVE',
    ProvisionedThroughput: { ReadCapacityUnits: 5, WriteCapacityUnits: 6 },
  })
})

const sorted = {
  AttributeDefinitions: ['p', 's', 'name'].map((AttributeName) => ({ AttributeName, AttributeType: 'S' })),
  BillingMode: 'PAY_PER_REQUEST',
  KeySchema: [
    { AttributeName: 'p', KeyType: 'HASH' },
    { AttributeName: 's', KeyType: 'RANGE' },
  ],
  LocalSecondaryIndexes: [
    {
      IndexName: 'byName',
      KeySchema: [
        { AttributeName: 'p', KeyType: 'HASH' },
        { AttributeName: 'name', KeyType: 'RANGE' },
      ],
      Projection: { ProjectionType: 'ALL' },
    },
  ],
}

test.each([
  ['AWS::DynamoDB::Table', sorted],
  ['AWS::DynamoDB::GlobalTable', { ...sorted, Replicas: [{ Region: 'us-east-1' }] }],
])('a local index of %s sorts the items of a partition, consistently and both ways', async (name, properties) => {
  const { physicalId: TableName } = await deploy(properties, name)
  for (const [s, text] of [
    ['1', 'pear'],
    ['2', 'apple'],
    ['3', 'fig'],
  ] as const) {
    dynamodb.call('PutItem', { TableName, Item: { p: { S: 'a' }, s: { S: s }, name: { S: text } } })
  }
  const read = (more: object) =>
    dynamodb
      .call('Query', {
        TableName,
        IndexName: 'byName',
        KeyConditionExpression: 'p = :p',
        ExpressionAttributeValues: { ':p': { S: 'a' } },
        ConsistentRead: true,
        ...more,
      })
      .Items.map((item: { name: { S: string } }) => item.name.S)
  expect(read({})).toEqual(['apple', 'fig', 'pear'])
  expect(read({ ScanIndexForward: false, Limit: 2 })).toEqual(['pear', 'fig'])
  expect(dynamodb.call('DescribeTable', { TableName }).Table.LocalSecondaryIndexes).toMatchObject([
    { IndexName: 'byName', IndexArn: expect.stringMatching(/:table\/stack-Table-1\/index\/byName$/), ItemCount: 3 },
  ])
})

test('streams and unknown properties fail by name', () => {
  const parse = (more: object) =>
    type('AWS::DynamoDB::GlobalTable').properties.safeParse({ ...v2, ...more }).error?.message
  expect(parse({ StreamSpecification: { StreamViewType: 'NEW_IMAGE' } })).toContain('StreamSpecification')
  expect(parse({ Replicas: [...v2.Replicas, ...v2.Replicas] })).toContain('one replica')
  expect(() => deploy({ ...v2, Replicas: [{ Region: 'eu-west-1' }] })).toThrow('eu-west-1')
})

test('an update adds an index that has the items of the table, and removes one, keeping the items', async () => {
  const change = await update(v2, withIndexes('g'))
  const TableName = 'stack-Table-1'
  dynamodb.call('PutItem', { TableName, Item: { p: { S: 'a' }, g: { S: 'group' } } })
  dynamodb.call('PutItem', { TableName, Item: { p: { S: 'b' }, g: { N: '1' } } })
  await change()
  expect(dynamodb.call('Scan', { TableName, IndexName: 'by-g' }).Items).toEqual([{ p: { S: 'a' }, g: { S: 'group' } }])
  const global = type('AWS::DynamoDB::GlobalTable')
  await global.update(global.properties.parse(v2), { physicalId: TableName, attributes: {} }, v2, context)
  expect(dynamodb.failure('Scan', { TableName, IndexName: 'by-g' }).code).toBe('ValidationException')
  expect(dynamodb.call('Scan', { TableName }).Count).toBe(2)
})

test('an update cannot change the type of a key', async () => {
  const properties = { ...v2, AttributeDefinitions: [{ AttributeName: 'p', AttributeType: 'N' }] }
  expect(await update(v2, properties)).toThrow('AttributeDefinitions (the type of p)')
})

const ONE_AT_A_TIME = 'Cannot perform more than one GSI creation or deletion in a single update'
const projecting = (ProjectionType: string) => {
  const [index] = withIndexes('g').GlobalSecondaryIndexes
  return { ...withIndexes('g'), GlobalSecondaryIndexes: [{ ...index, Projection: { ProjectionType } }] }
}

test.each([
  ['adds two indexes', v2, withIndexes('g', 'h'), ONE_AT_A_TIME],
  ['removes two', withIndexes('g', 'h'), v2, ONE_AT_A_TIME],
  ['replaces one by another', withIndexes('g'), withIndexes('h'), ONE_AT_A_TIME],
  [
    'changes one',
    withIndexes('g'),
    projecting('KEYS_ONLY'),
    "Cannot update GSI's properties other than Provisioned Throughput and Contributor Insights Specification. You can create a new GSI with a different name.",
  ],
])("an update that %s is refused in CloudFormation's words", async (_, before, after, words) => {
  expect(await update(before, after)).toThrow(words)
})

test('a protected table is not deleted', async () => {
  const kept = { ...v2, Replicas: [{ Region: 'us-east-1', DeletionProtectionEnabled: true }] }
  const current = await deploy(kept)
  const { delete: remove, update: change, properties } = type('AWS::DynamoDB::GlobalTable')
  expect(() => remove(current, context)).toThrow('protected against deletion')
  await change(properties.parse(v2), current, properties.parse(kept), context)
  remove(current, context)
  remove(current, context)
  expect(dynamodb.call('ListTables', {})).toEqual({ TableNames: [] })
})
