import { DynamoDBClient, ListTablesCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb'
import type { Endpoints } from '@tenantry/cli/system/endpoints.ts'
import type { Tenant } from './onboarding.ts'

/** Makes a product of which the service cannot read the record, as a faulty migration would leave it, and returns its id: every look at it is a 500. */
export async function breakProduct({ aws, region, credentials }: Endpoints, tenant: Tenant): Promise<string> {
  const lamp = { name: 'Lamp', sku: 'L-1', price: 9.5, category: 'Light', stock: 10 }
  const { id } = (await tenant.api.post('/products', lamp)).body
  const client = new DynamoDBClient({ endpoint: aws, region, credentials })
  const { TableNames = [] } = await client.send(new ListTablesCommand({}))
  await client.send(
    new UpdateItemCommand({
      TableName: TableNames.find((name) => name.includes('app-plane-ProductsTable')),
      Key: { shardId: { S: `${tenant.config.tenantId}-0` }, id: { S: id } },
      UpdateExpression: 'SET createdAt = :never',
      ConditionExpression: 'attribute_exists(id)',
      ExpressionAttributeValues: { ':never': { N: '1' } },
    }),
  )
  return id
}
