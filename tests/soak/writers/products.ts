import type { Endpoints } from '@tenantry/cli/system/endpoints.ts'
import { client } from '../../acceptance/client.ts'
import { onboard, type Tenant } from '../../acceptance/onboarding.ts'
import { called, everyItem } from '../api.ts'
import { ledger } from '../ledger.ts'
import type { Random } from '../random.ts'
import { noted, type Writer } from '../writer.ts'

const PRODUCTS = 30

/** Products of a tenant, through the whole path: gateway, authorizer, function, tables. */
export function products(endpoints: Endpoints, random: Random): Writer {
  const stored = ledger<{ name: string; price: number }>('product')
  const ids = new Map<string, string>()
  let tenant: Tenant
  const api = () => client(tenant.config.apiUrl, tenant.token)
  return {
    name: 'products',
    count: stored.count,
    async prepare() {
      tenant = await onboard(endpoints, 'Products of the soak', 'ada@products.example', 'Premium')
    },
    async write() {
      const sku = `sku-${random.below(PRODUCTS)}`
      const id = ids.get(sku)
      const value = { name: `Name ${random.next()}`, price: random.below(10_000) }
      const body = { ...value, sku, category: 'Soak', stock: random.below(100) }
      if (id === undefined) {
        const send = async () => void ids.set(sku, (await called(api().post('/products', body))).id)
        return noted(stored, { key: sku, value, send })
      }
      if (random.below(5) === 0) {
        await noted(stored, { key: sku, value: undefined, send: () => called(api().delete(`/products/${id}`)) })
        ids.delete(sku)
        return
      }
      return noted(stored, { key: sku, value, send: () => called(api().put(`/products/${id}`, body)) })
    },
    async check() {
      const all = await everyItem(api(), '/products')
      ids.clear()
      for (const { sku, id } of all) ids.set(sku, id)
      return stored.compare(new Map(all.map(({ sku, name, price }) => [sku, { name, price }])))
    },
  }
}
