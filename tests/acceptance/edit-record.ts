import { DynamoDBClient, ListTablesCommand, PutItemCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb'
import { marshall } from '@aws-sdk/util-dynamodb'
import type { Endpoints } from '@tenantry/cli/system/endpoints.ts'
import { slotsKey } from '@tenantry/contracts/workflows.ts'

/** Changes attributes of a record beside a tenant as the account's administrator can: what no API does, so that a test sees what follows. */
export async function editRecord(
  endpoints: Endpoints,
  { tenantId, sk }: { tenantId: string; sk: string },
  attributes: Record<string, unknown>,
): Promise<void> {
  const entries = Object.entries(attributes)
  const { client, TableName } = await tenantsTable(endpoints)
  await client.send(
    new UpdateItemCommand({
      TableName,
      Key: { pk: { S: `tenant#${tenantId}` }, sk: { S: sk } },
      UpdateExpression: `SET ${entries.map(([name]) => `#${name} = :${name}`).join(', ')}`,
      ExpressionAttributeNames: Object.fromEntries(entries.map(([name]) => [`#${name}`, name])),
      ExpressionAttributeValues: marshall(Object.fromEntries(entries.map(([name, value]) => [`:${name}`, value]))),
    }),
  )
}

/** Puts these runs into the slots of onboardings, in the place of those that have them. */
export async function editSlots(endpoints: Endpoints, holders: string[]): Promise<void> {
  const { client, TableName } = await tenantsTable(endpoints)
  const Item = { pk: { S: slotsKey('onboarding') }, sk: { S: 'slots' }, holders: { SS: holders } }
  await client.send(new PutItemCommand({ TableName, Item }))
}

async function tenantsTable({ aws, region, credentials }: Endpoints) {
  // Only a local cloud needs telling where it is.
  const client = new DynamoDBClient({ ...(aws && { endpoint: aws }), region, credentials })
  const { TableNames = [] } = await client.send(new ListTablesCommand({}))
  return { client, TableName: TableNames.find((name) => name.includes('control-plane-TenantsTable')) }
}
