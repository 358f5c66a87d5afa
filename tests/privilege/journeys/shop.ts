import type { Endpoints } from '@tenantry/cli/system/endpoints.ts'
import type { Client } from '../../acceptance/client.ts'
import { eventually } from '../../acceptance/eventually.ts'
import { tick } from '../../acceptance/tick.ts'
import { tableOf } from '../account.ts'

const LAMP = { name: 'Lamp', sku: 'L-1', price: 19.99, category: 'Light', stock: 50 }

/** What an admin does in the shop, and what a user may do of it. It leaves two products and two orders. */
export async function shop(admin: Client, user: Client): Promise<void> {
  const products = [LAMP, LAMP, LAMP].map(async (lamp) => (await admin.post('/products', lamp)).body.id)
  const [id, ...others] = await Promise.all(products)
  await admin.put(`/products/${id}`, { ...LAMP, price: 20 })
  for (const api of [admin, user]) {
    await api.get(`/products/${id}`)
    for (const list of ['', '?sort=name', '?search=lamp']) await api.get(`/products${list}`)
    await order(api, id)
    for (const list of ['', '?sort=total', '?search=desk']) await api.get(`/orders${list}`)
  }
  await admin.delete(`/orders/${await order(admin, id)}`)
  await admin.delete(`/products/${others[0]}`)
}

async function order(api: Client, productId: string): Promise<string> {
  const of = (quantity: number) => ({ name: 'Desk', lines: [{ productId, quantity }] })
  const { body: placed } = await api.post('/orders', of(1))
  await eventually('the order to be fulfilled', async () => {
    const { body } = await api.get(`/orders/${placed.id}`)
    return body.status === 'fulfilled'
  })
  await api.put(`/orders/${placed.id}`, of(2))
  return placed.id
}

/** Items without what lists need, as a release with another order finds them. */
export async function newOrderOfLists(endpoints: Endpoints, collections: string[]): Promise<void> {
  for (const collection of collections) {
    const named = `${collection.charAt(0).toUpperCase()}${collection.slice(1)}Table`
    const table = await tableOf(endpoints, `app-plane-${named}`)
    for (const item of (await table.scan({ limit: 100 })).items) {
      await table.put(Object.fromEntries(Object.entries(item).filter(([name]) => !name.startsWith('slot'))))
    }
  }
  await tick(endpoints, 'app-plane-SlotFiller', { refill: collections })
}
