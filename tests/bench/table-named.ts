import { DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb'
import type { Endpoints } from '@tenantry/cli/system/endpoints.ts'
import { account } from '../soak/account.ts'

/** The full name of the one table whose name contains this. */
export async function tableNamed(endpoints: Endpoints, part: string): Promise<string> {
  const { TableNames = [] } = await new DynamoDBClient(account(endpoints)).send(new ListTablesCommand({}))
  const [found, ...others] = TableNames.filter((name) => name.includes(part))
  if (!found || others.length > 0) throw new Error(`Not one table is named ${part}: ${TableNames.join(', ')}`)
  return found
}
