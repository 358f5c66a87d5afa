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

test('a table on demand has no throughput, neither when it is made nor later, nor have its indexes', () => {
  const dynamodb = testDynamodb()
  dynamodb.call('CreateTable', indexed({ KeySchema: key('HASH') }))
  const refused = (operation: string, input: object) => expect(dynamodb.failure(operation, input).message)
  refused('CreateTable', { ...simpleTable('other'), ProvisionedThroughput }).toContain('Neither ReadCapacityUnits')
  const update = { TableName: 'indexed', ProvisionedThroughput }
  refused('UpdateTable', update).toContain('Neither ReadCapacityUnits')
  refused('UpdateTable', { ...update, BillingMode: 'PAY_PER_REQUEST' }).toContain('Neither ReadCapacityUnits')
  const Update = { IndexName: 'byGroup', ProvisionedThroughput }
  refused('UpdateTable', { TableName: 'indexed', GlobalSecondaryIndexUpdates: [{ Update }] }).toContain('byGroup')
})

test.each([
  ['two in the partition key', key('HASH', 'HASH')],
  ['two in the sort key', key('HASH', 'RANGE', 'RANGE')],
])('a global index with several attributes, %s, is named as not supported', (_, KeySchema) => {
  const dynamodb = testDynamodb()
  const refusal = { code: 'UnsupportedByLocalCloud', message: expect.stringContaining('the global index byGroup') }
  expect(dynamodb.failure('CreateTable', indexed({ KeySchema }))).toMatchObject(refusal)
  dynamodb.call('CreateTable', simpleTable('plain', 'S'))
  const Create = { IndexName: 'byGroup', KeySchema, Projection: { ProjectionType: 'ALL' } }
  const update = { TableName: 'plain', AttributeDefinitions, GlobalSecondaryIndexUpdates: [{ Create }] }
  expect(dynamodb.failure('UpdateTable', update)).toMatchObject(refusal)
})
