import { expect, test } from 'vitest'
import { simpleTable, testDynamodb } from './dynamodb-fixture.ts'

const ProvisionedThroughput = { ReadCapacityUnits: 1, WriteCapacityUnits: 1 }
const names = ['p', 's', 'g']
const AttributeDefinitions = names.map((AttributeName) => ({ AttributeName, AttributeType: 'S' }))
const indexed = (index: object) => ({
  ...simpleTable('indexed', 'S'),
  AttributeDefinitions,
  GlobalSecondaryIndexes: [{ IndexName: 'byGroup', Projection: { ProjectionType: 'ALL' }, ...index }],
})
const key = (...types: string[]) => types.map((KeyType, i) => ({ AttributeName: ['g', 's', 'p'][i], KeyType }))

test('a table on demand has no throughput, nor have its indexes', () => {
  const dynamodb = testDynamodb()
  const refused = (operation: string, input: object) => expect(dynamodb.failure(operation, input).message)
  refused('CreateTable', { ...simpleTable('other'), ProvisionedThroughput }).toContain('Neither ReadCapacityUnits')
  const GlobalSecondaryIndexes = [
    { ...indexed({ KeySchema: key('HASH') }).GlobalSecondaryIndexes[0], ProvisionedThroughput },
  ]
  refused('CreateTable', { ...indexed({}), TableName: 'third', GlobalSecondaryIndexes }).toContain('byGroup')
})

test.each([
  ['two in the partition key', key('HASH', 'HASH')],
  ['two in the sort key', key('HASH', 'RANGE', 'RANGE')],
])('a global index with several attributes, %s, is named as not supported', (_, KeySchema) => {
  const dynamodb = testDynamodb()
  const refusal = { code: 'UnsupportedByLocalCloud', message: expect.stringContaining('the global index byGroup') }
  expect(dynamodb.failure('CreateTable', indexed({ KeySchema }))).toMatchObject(refusal)
})

test.each(['UpdateTable', 'UpdateTimeToLive', 'DescribeTimeToLive'])(
  '%s, which only templates do here, is authorized and then refused by name',
  (operation) => {
    const dynamodb = testDynamodb()
    dynamodb.call('CreateTable', simpleTable('things'))
    expect(dynamodb.access(operation, { TableName: 'things' })).toMatchObject([
      { action: `dynamodb:${operation}`, resource: 'arn:aws:dynamodb:us-east-1:000000000000:table/things' },
    ])
    expect(dynamodb.failure(operation, { TableName: 'things' })).toMatchObject({
      code: 'UnsupportedByLocalCloud',
      message: `The local cloud does not support dynamodb:${operation}.`,
    })
  },
)
