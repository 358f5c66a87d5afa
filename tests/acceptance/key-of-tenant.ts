import { DescribeTableCommand, DynamoDBClient, type DynamoDBClientConfig } from '@aws-sdk/client-dynamodb'

/** A key of a table with a tenant's id as the beginning of its partition key. */
export async function keyOfTenant(account: DynamoDBClientConfig, TableName: string, tenantId: string) {
  const { Table } = await new DynamoDBClient(account).send(new DescribeTableCommand({ TableName }))
  const names = Table?.KeySchema?.map(({ AttributeName = '' }) => AttributeName) ?? []
  return Object.fromEntries(
    names.map((name, index) => [name, { S: index === 0 && name === 'shardId' ? `${tenantId}-0` : tenantId }]),
  )
}
