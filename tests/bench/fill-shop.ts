import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import type { Endpoints } from '@tenantry/cli/system/endpoints.ts'
import { entityId, ID_ALPHABET, ID_RANDOM_LENGTH, shardKey, shardOfId } from '@tenantry/contracts/ids.ts'
import { system } from '@tenantry/toolkit/system.ts'
import { type Item, table } from '@tenantry/toolkit/table.ts'
import type { Tenant } from '../acceptance/onboarding.ts'
import { account } from '../soak/account.ts'
import { putAll } from '../support/entity-table.ts'
import { tableNamed } from './table-named.ts'

/** Writers at once: the local cloud is one process, and takes no more from more of them. */
const WRITERS = 4
const LAMP = { name: 'Lamp', sku: 'L-1', price: 19.99, category: 'Light', stock: 100 }

/**
 * Gives a tenant of the pool so many products, and answers their ids. The first one is made by the API; the others are put right into the table as copies of what
 * is stored of it, under ids of their own.
 */
export async function fillShop(
  endpoints: Endpoints,
  { api, config: { tenantId } }: Tenant,
  { count, shards }: { count: number; shards: number },
): Promise<string[]> {
  const { status, body } = await api.post('/products', LAMP)
  if (status !== 201) throw new Error(`POST /products answered ${status} ${JSON.stringify(body)}`)
  const first: string = body.id
  const client = new DynamoDBClient(account(endpoints))
  const name = await tableNamed(endpoints, 'app-plane-ProductsTable')
  const stored = await table(client, name).get({ shardId: shardKey(tenantId, shardOfId('prd', first) ?? 0), id: first })
  if (!stored) throw new Error(`${first} is not stored where it should be`)

  const began = system.now()
  const ids = [first]
  function* copies(writer: number): Generator<Item> {
    for (let n = writer; n < count - 1; n += WRITERS) {
      const shard = n % shards
      const id = entityId('prd', began + n, shard, system.random(ID_RANDOM_LENGTH, ID_ALPHABET))
      ids.push(id)
      yield { ...under(stored ?? {}, first, id), shardId: shardKey(tenantId, shard) }
    }
  }
  await Promise.all(Array.from({ length: WRITERS }, (_, writer) => putAll(client, name, copies(writer))))
  return ids
}

/** An item under another id, which its texts of list orders end with, too. */
const under = (item: Item, before: string, after: string): Item =>
  Object.fromEntries(
    Object.entries(item).map(([name, value]) => [
      name,
      typeof value === 'string' && value.endsWith(before) ? value.slice(0, -before.length) + after : value,
    ]),
  )
