import { BatchWriteItemCommand, CreateTableCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { SEARCH_TEXT, SLOTS, slotName } from '@tenantry/contracts/service/slots.ts'
import type { Item } from '@tenantry/toolkit/table.ts'
import { keyOf } from '@tenantry/toolkit/table-input.ts'

const key = (sort: string) => [
  { AttributeName: 'shardId', KeyType: 'HASH' as const },
  { AttributeName: sort, KeyType: 'RANGE' as const },
]

/** A table of an entity, as the constructs of `infra` make them. */
export async function createEntityTable(client: DynamoDBClient, name: string): Promise<void> {
  const slots = SLOTS.map(slotName)
  await client.send(
    new CreateTableCommand({
      TableName: name,
      BillingMode: 'PAY_PER_REQUEST',
      KeySchema: key('id'),
      AttributeDefinitions: ['shardId', 'id', ...slots].map((AttributeName) => ({
        AttributeName,
        AttributeType: 'S' as const,
      })),
      GlobalSecondaryIndexes: slots.map((slot) => ({
        IndexName: slot,
        KeySchema: key(slot),
        Projection: { ProjectionType: 'INCLUDE' as const, NonKeyAttributes: [SEARCH_TEXT] },
      })),
    }),
  )
}

const BATCH = 25

/** Puts many items, in batches. */
export async function putAll(client: DynamoDBClient, name: string, items: Iterable<Item>): Promise<void> {
  let batch: Item[] = []
  const flush = async () => {
    const requests = batch.map((item) => ({ PutRequest: { Item: keyOf(item) } }))
    batch = []
    await client.send(new BatchWriteItemCommand({ RequestItems: { [name]: requests } }))
  }
  for (const item of items) {
    if (batch.push(item) === BATCH) await flush()
  }
  if (batch.length > 0) await flush()
}
