import type { Client } from '../../acceptance/client.ts'
import { eventually } from '../../acceptance/eventually.ts'

const LAMP = { name: 'Lamp', sku: 'L-1', price: 19.99, category: 'Light', stock: 50 }

/** What an admin does in the shop, and what a user may do of it. */
export async function shop(admin: Client, user: Client): Promise<void> {
  const { body: product } = await admin.post('/products', LAMP)
  await admin.put(`/products/${product.id}`, { ...LAMP, price: 20 })
  for (const api of [admin, user]) {
    await api.get(`/products/${product.id}`)
    for (const list of ['products', 'products?sort=name', 'products?search=lamp']) await api.get(`/${list}`)
    await order(api, product.id)
    for (const list of ['orders', 'orders?sort=total', 'orders?search=desk']) await api.get(`/${list}`)
  }
  const [{ id }] = (await admin.get('/orders')).body.items
  await admin.delete(`/orders/${id}`)
  await admin.delete(`/products/${product.id}`)
}

async function order(api: Client, productId: string): Promise<void> {
  const of = (quantity: number) => ({ name: 'Desk', lines: [{ productId, quantity }] })
  const { body: placed } = await api.post('/orders', of(1))
  await eventually('the order to be fulfilled', async () => {
    const { body } = await api.get(`/orders/${placed.id}`)
    return body.status === 'fulfilled'
  })
  await api.put(`/orders/${placed.id}`, of(2))
}
