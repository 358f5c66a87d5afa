import { type AttributeValue, BatchGetItemCommand, TransactWriteItemsCommand } from '@aws-sdk/client-dynamodb'
import { SILO_PREFIX, siloStackName } from '@tenantry/contracts/deployment.ts'
import { entityId, ID_RANDOM_LENGTH, shardKey, shardOfId } from '@tenantry/contracts/ids.ts'
import type { Account } from './account.ts'
import type { Shop } from './open-shop.ts'
import { until } from './pace.ts'

type StoredOrder = Record<string, AttributeValue>

/** Two writes each: a transaction takes 100. https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html */
const ORDERS_AT_ONCE = 50

/**
 * Moves orders to the time at which they happened in the story. The API dates an order when it is placed, so the stored items are
 * rewritten; an order's id carries its time, and changes with it.
 */
export async function backdate(shop: Shop, orders: { id: string; at: number }[], account: Account): Promise<void> {
  await until(`the orders of ${shop.name} to be fulfilled`, () => fulfilled(shop))
  const table = ordersOf(shop, await account.tables())
  const times = new Map(orders.map(({ id, at }) => [id, at]))
  for (let at = 0; at < orders.length; at += ORDERS_AT_ONCE) {
    const keys = orders.slice(at, at + ORDERS_AT_ONCE).map(({ id }) => keyOf(shop.tenantId, id))
    const { Responses } = await account.dynamodb.send(
      new BatchGetItemCommand({ RequestItems: { [table]: { Keys: keys, ConsistentRead: true } } }),
    )
    const writes = (Responses?.[table] ?? []).flatMap((item) => {
      const id = item.id?.S ?? ''
      const moved = movedTo(times.get(id) ?? 0, item, id)
      return [
        { Put: { TableName: table, Item: moved } },
        { Delete: { TableName: table, Key: keyOf(shop.tenantId, id) } },
      ]
    })
    await account.dynamodb.send(new TransactWriteItemsCommand({ TransactItems: writes }))
  }
}

/** The table of orders where the tenant is served: in its silo, or in the pool. */
function ordersOf({ tenantId }: Shop, tables: string[]): string {
  const orders = tables.filter((name) => name.includes('OrdersTable'))
  const own = orders.find((name) => name.startsWith(siloStackName(tenantId)))
  const table = own ?? orders.find((name) => !name.startsWith(SILO_PREFIX))
  if (table === undefined) throw new Error('There is no table of orders.')
  return table
}

/** Whatever works on orders behind the scenes has to be through with them before they move. */
async function fulfilled({ send }: Shop): Promise<true | undefined> {
  let cursor: string | null = null
  do {
    const page: { items: { status?: string }[]; nextCursor: string | null } = await send(
      'GET',
      `/orders?limit=100${cursor === null ? '' : `&cursor=${cursor}`}`,
    )
    if (page.items.some(({ status }) => status === 'placed')) return undefined
    cursor = page.nextCursor
  } while (cursor !== null)
  return true
}

const keyOf = (tenantId: string, id: string) => ({
  shardId: { S: shardKey(tenantId, shardOfId('ord', id) ?? 0) },
  id: { S: id },
})

function movedTo(at: number, item: StoredOrder, id: string): StoredOrder {
  const newId = entityId('ord', at, shardOfId('ord', id) ?? 0, id.slice(-ID_RANDOM_LENGTH))
  const placed = { S: new Date(at).toISOString() }
  // Sort texts end with the id.
  const moved = Object.entries(item).map(([name, value]): [string, AttributeValue] => [
    name,
    value.S === undefined ? value : { S: value.S.replaceAll(id, newId) },
  ])
  return { ...Object.fromEntries(moved), createdAt: placed, updatedAt: placed }
}
