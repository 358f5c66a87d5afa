import { DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb'
import type { Endpoints } from '@tenantry/cli/system/endpoints.ts'
import { type Table, table } from '@tenantry/toolkit/table.ts'

/** What every client of the account's administrator needs. */
export const account = ({ aws, region, credentials }: Endpoints) => ({
  ...(aws && { endpoint: aws }),
  region,
  credentials,
})

/** The administrator's way to a table, which a part of its name tells. */
export async function tableOf(endpoints: Endpoints, part: string): Promise<Table> {
  const client = new DynamoDBClient(account(endpoints))
  const { TableNames = [] } = await client.send(new ListTablesCommand({}))
  const name = TableNames.find((one) => one.includes(part))
  if (!name) throw new Error(`No table is named ${part}`)
  return table(client, name)
}
