import type { Endpoints } from '@tenantry/cli/system/endpoints.ts'
import { client } from '../../acceptance/client.ts'
import { onboard, type Tenant } from '../../acceptance/onboarding.ts'
import { called, everyItem, read } from '../api.ts'
import { ledger } from '../ledger.ts'
import type { Random } from '../random.ts'
import { noted, type Writer } from '../writer.ts'

const STOCK = 1_000_000

/** Orders of a tenant; what they took and what is left in stock always make the whole. */
export function orders(endpoints: Endpoints, random: Random): Writer {
  const stored = ledger<number>('order')
  let tenant: Tenant
  let productId = ''
  let order = 0
  const api = () => client(tenant.config.apiUrl, tenant.token)
  return {
    name: 'orders',
    count: stored.count,
    async prepare() {
      tenant = await onboard(endpoints, 'Orders of the soak', 'hank@orders.example', 'Premium')
      const lamp = { name: 'Lamp', sku: 'L', price: 1, category: 'Light', stock: STOCK }
      productId = (await called(api().post('/products', lamp))).id
    },
    write() {
      order += 1
      const key = `Order ${order}`
      const quantity = 1 + random.below(3)
      const send = () => called(api().post('/orders', { name: key, lines: [{ productId, quantity }] }))
      return noted(stored, { key, value: quantity, send })
    },
    async check() {
      const all = await everyItem(api(), '/orders')
      const quantities = all.map(({ name, lines }) => [name, lines[0].quantity] as [string, number])
      const taken = quantities.reduce((sum, [, quantity]) => sum + quantity, 0)
      const { stock } = await read(() => api().get(`/products/${productId}`))
      const torn = stock + taken === STOCK ? [] : [`${taken} were ordered and ${stock} of ${STOCK} are left in stock`]
      return [...torn, ...stored.compare(new Map(quantities))]
    },
  }
}
