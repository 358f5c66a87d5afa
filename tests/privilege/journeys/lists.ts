import { DeleteItemCommand } from '@aws-sdk/client-dynamodb'
import type { Endpoints } from '@tenantry/cli/system/endpoints.ts'
import { CURSOR_KEYS_ID } from '@tenantry/contracts/lists-table.ts'
import type { Client } from '../../acceptance/client.ts'
import { tablesOf } from '../account.ts'

/** The first list of each function finds no key of cursors, or an old one, and makes the next: what else happens once in a month. */
export async function firstLists(endpoints: Endpoints, lists: [plane: string, Client, path: string][]): Promise<void> {
  const { client, named } = await tablesOf(endpoints)
  for (const [plane, api, path] of lists) {
    const Key = { id: { S: CURSOR_KEYS_ID } }
    await client.send(new DeleteItemCommand({ TableName: named(`${plane}-ListsTable`), Key }))
    await api.get(path)
  }
}
