import { DynamoDBClient, ListTablesCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb'
import type { Endpoints } from '@tenantry/cli/system/endpoints.ts'

/** Changes texts of a record beside a tenant as the account's administrator can: what no API does, so that a test sees what follows. */
export async function editRecord(
  { aws, region, credentials }: Endpoints,
  { tenantId, sk }: { tenantId: string; sk: string },
  texts: Record<string, string>,
): Promise<void> {
  // Only a local cloud needs telling where it is.
  const client = new DynamoDBClient({ ...(aws && { endpoint: aws }), region, credentials })
  const { TableNames = [] } = await client.send(new ListTablesCommand({}))
  const entries = Object.entries(texts)
  await client.send(
    new UpdateItemCommand({
      TableName: TableNames.find((name) => name.includes('control-plane-TenantsTable')),
      Key: { pk: { S: `tenant#${tenantId}` }, sk: { S: sk } },
      UpdateExpression: `SET ${entries.map(([name]) => `#${name} = :${name}`).join(', ')}`,
      ExpressionAttributeNames: Object.fromEntries(entries.map(([name]) => [`#${name}`, name])),
      ExpressionAttributeValues: Object.fromEntries(entries.map(([name, value]) => [`:${name}`, { S: value }])),
    }),
  )
}
