import {
  CreateTableCommand,
  DeleteItemCommand,
  DynamoDBClient,
  PutItemCommand,
  ScanCommand,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb'
import type { Endpoints } from '@tenantry/cli/system/endpoints.ts'
import { account } from '../account.ts'
import { ledger } from '../ledger.ts'
import type { Random } from '../random.ts'
import { noted, type Writer } from '../writer.ts'

const TableName = 'soak'
const KEYS = 40

/** Items of DynamoDB, by themselves and in pairs that a transaction keeps equal, with an index that must agree with the table. */
export function items(endpoints: Endpoints, random: Random): Writer {
  const dynamodb = new DynamoDBClient(account(endpoints))
  const stored = ledger<string>('item')
  const item = (id: string, value: string) => ({ id: { S: id }, value: { S: value } })

  async function scan(IndexName?: string): Promise<Map<string, string>> {
    const { Items = [] } = await dynamodb.send(new ScanCommand({ TableName, IndexName, ConsistentRead: !IndexName }))
    return new Map(Items.map(({ id, value }) => [id?.S ?? '', value?.S ?? '']))
  }

  return {
    name: 'items',
    count: stored.count,
    async prepare() {
      await dynamodb.send(
        new CreateTableCommand({
          TableName,
          BillingMode: 'PAY_PER_REQUEST',
          AttributeDefinitions: [
            { AttributeName: 'id', AttributeType: 'S' },
            { AttributeName: 'value', AttributeType: 'S' },
          ],
          KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
          GlobalSecondaryIndexes: [
            {
              IndexName: 'by-value',
              KeySchema: [{ AttributeName: 'value', KeyType: 'HASH' }],
              Projection: { ProjectionType: 'ALL' },
            },
          ],
        }),
      )
    },
    async write() {
      const key = `${random.pick(['single', 'pair'])}-${random.below(KEYS)}`
      const value = String(random.next())
      if (key.startsWith('pair')) {
        const twins = [`${key}`, `${key}-twin`].map((id) => ({ Put: { TableName, Item: item(id, value) } }))
        const send = () => dynamodb.send(new TransactWriteItemsCommand({ TransactItems: twins }))
        return noted(stored, { key, value, send })
      }
      if (random.below(5) === 0) {
        const send = () => dynamodb.send(new DeleteItemCommand({ TableName, Key: { id: { S: key } } }))
        return noted(stored, { key, value: undefined, send })
      }
      const send = () => dynamodb.send(new PutItemCommand({ TableName, Item: item(key, value) }))
      return noted(stored, { key, value, send })
    },
    async check() {
      const all = await scan()
      const index = await scan('by-value')
      const torn = [...all].flatMap(([id, value]) => {
        const twin = id.endsWith('-twin') ? id.slice(0, -'-twin'.length) : id.startsWith('pair') ? `${id}-twin` : id
        return all.get(twin) === value ? [] : [`item ${id} and its twin differ: a transaction was torn`]
      })
      const stray = [...all]
        .filter(([id, value]) => index.get(id) !== value)
        .map(([id]) => `item ${id}: not in the index`)
      if (index.size !== all.size) stray.push(`the index has ${index.size} items, the table ${all.size}`)
      const originals = [...all].filter(([id]) => !id.endsWith('-twin'))
      return [...torn, ...stray, ...stored.compare(new Map(originals))]
    },
  }
}
