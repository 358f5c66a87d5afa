import { expect, test } from 'vitest'
import { useCloud } from './cloud.ts'

// Global indexes of a table that is in use, changed by templates: one at a time, filled from the table's items.

const DELAY_MS = 50
const cloud = useCloud({ indexDelay: DELAY_MS })
const TableName = 'shop'

const indexOn = (slot: string) => ({
  IndexName: slot,
  KeySchema: [
    { AttributeName: 'p', KeyType: 'HASH' },
    { AttributeName: slot, KeyType: 'RANGE' },
  ],
  Projection: { ProjectionType: 'ALL' },
})

function template(...slots: string[]): object {
  const names = ['p', 's', ...slots]
  const Table = {
    Type: 'AWS::DynamoDB::Table',
    Properties: {
      TableName,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: names.map((AttributeName) => ({ AttributeName, AttributeType: 'S' })),
      KeySchema: [
        { AttributeName: 'p', KeyType: 'HASH' },
        { AttributeName: 's', KeyType: 'RANGE' },
      ],
      ...(slots.length > 0 && { GlobalSecondaryIndexes: slots.map(indexOn) }),
    },
  }
  return { Resources: { Table } }
}

const put = (s: string, slots: Record<string, string>) => {
  const Item = Object.fromEntries(Object.entries({ p: 'a', s, ...slots }).map(([name, S]) => [name, { S }]))
  return cloud.cloud.call('dynamodb', 'PutItem', { TableName, Item })
}
const order = async (IndexName: string): Promise<string[]> => {
  const { Items } = await cloud.cloud.call('dynamodb', 'Query', {
    TableName,
    IndexName,
    KeyConditionExpression: 'p = :p',
    ExpressionAttributeValues: { ':p': { S: 'a' } },
  })
  return Items.map(({ s }: { s: { S: string } }) => s.S)
}

test('a template adds and removes one index at a time; a new one has all items, and a refused update changes nothing', async () => {
  await cloud.deploy(template(), 'shop')
  await put('1', { name: 'pear', price: '3' })
  await put('2', { name: 'apple', price: '5' })
  await cloud.deploy(template('name'), 'shop')
  expect(await order('name')).toEqual(['2', '1'])
  await put('3', { name: 'fig', price: '4' })
  await expect.poll(() => order('name')).toEqual(['2', '3', '1'])

  const words = 'Cannot perform more than one GSI creation or deletion in a single update'
  await expect(cloud.deploy(template('name', 'price', 'stock'), 'shop')).rejects.toThrow(words)
  await expect(cloud.deploy(template('price'), 'shop')).rejects.toThrow(words)
  expect(await order('name')).toEqual(['2', '3', '1'])
  await expect(order('price')).rejects.toThrow('does not have the specified index: price')

  await cloud.deploy(template('name', 'price'), 'shop')
  expect(await order('price')).toEqual(['1', '3', '2'])
  await cloud.deploy(template('price'), 'shop')
  await expect(order('name')).rejects.toThrow('does not have the specified index: name')
})
