import { DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb'
import type { Endpoints } from '@tenantry/cli/system/endpoints.ts'

/** What every client of the account's administrator needs. */
export const account = ({ aws, region, credentials }: Endpoints) => ({
  ...(aws && { endpoint: aws }),
  region,
  credentials,
})

/** The administrator's way to tables, by a part of their names. */
export async function tablesOf(endpoints: Endpoints) {
  const client = new DynamoDBClient(account(endpoints))
  const { TableNames = [] } = await client.send(new ListTablesCommand({}))
  return {
    client,
    named(part: string): string {
      const found = TableNames.find((name) => name.includes(part))
      if (!found) throw new Error(`No table is named ${part}`)
      return found
    },
  }
}
