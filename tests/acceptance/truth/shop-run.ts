import type { Client } from '../client.ts'
import { client } from '../client.ts'
import { eventually } from '../eventually.ts'
import type { Tenant } from '../onboarding.ts'

const LAMP = { name: 'Lamp', sku: 'L', price: 19.99, category: 'Light', stock: 1_000 }

/** What people do in a shop, right and wrong. Orders go through a queue, and are waited for. */
export async function shop({ api, config }: Tenant): Promise<void> {
  const { body: lamp } = await api.post('/products', LAMP)
  await Promise.all(Array.from({ length: 8 }, (_, n) => api.post('/products', { ...LAMP, sku: `L${n}` })))
  await api.put(`/products/${lamp.id}`, { ...LAMP, name: 'Lantern' }, { 'if-match': '*' })
  await api.get(`/products/${lamp.id.slice(0, -1)}0`)
  await api.post('/products', { ...LAMP, price: -1 })
  await api.get('/users')
  await client(config.apiUrl, 'nonsense').get('/products')
  const orders = await Promise.all([1, 2, 3].map((quantity) => order(api, lamp.id, quantity)))
  await order(api, lamp.id, 9_999)
  for (const id of orders) {
    await eventually('an order to be fulfilled', async () => {
      const { body } = await api.get(`/orders/${id}`)
      return body.status === 'fulfilled'
    })
  }
}

async function order(api: Client, productId: string, quantity: number): Promise<string> {
  const { body } = await api.post('/orders', { name: 'Ada', lines: [{ productId, quantity }] })
  return body.id
}

/** Short lists and long ones in turns: times of two kinds, and none between. */
export async function lists(api: Client, times: number): Promise<void> {
  for (let time = 0; time < times; time++) await api.get(`/products?limit=${time % 3 === 0 ? 100 : 1}`)
}

/** Writes until the system is gone, several at once. */
export async function writeUntilKilled(api: Client, kill: () => Promise<void>, writes: number): Promise<void> {
  let answered = 0
  let killing: Promise<void> | null = null
  const write = async () => {
    while (!killing) {
      const { body } = await api.post('/products', LAMP)
      await order(api, body.id, 1)
      if (++answered >= writes) killing ??= kill()
    }
  }
  await Promise.allSettled([write(), write(), write(), write()])
  if (!killing) throw new Error('The writes ended before the kill.')
  await killing
}
