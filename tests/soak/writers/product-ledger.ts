import type { Answer, Client } from '../../acceptance/client.ts'
import { called, everyItem } from '../api.ts'
import { ledger } from '../ledger.ts'
import type { Random } from '../random.ts'
import { noted } from '../writer.ts'

/** Sends a call to the shop, wherever that is. */
export type Ask = (send: (api: Client) => Promise<Answer>) => Promise<Answer>

/** So many products at most of one shop: made, changed, deleted, and known as they were acknowledged. */
export function productLedger(random: Random, most: number, ask: Ask) {
  const stored = ledger<{ name: string; price: number }>('product')
  const ids = new Map<string, string>()
  return {
    count: stored.count,
    /** Makes, changes or deletes a product; throws Cut when no answer came. */
    async write(): Promise<void> {
      const sku = `sku-${random.below(most)}`
      const id = ids.get(sku)
      const value = { name: `Name ${random.next()}`, price: random.below(10_000) }
      const body = { ...value, sku, category: 'Soak', stock: random.below(100) }
      if (id === undefined) {
        const send = async () => void ids.set(sku, (await called(ask((api) => api.post('/products', body)))).id)
        return noted(stored, { key: sku, value, send })
      }
      if (random.below(5) > 0)
        return noted(stored, { key: sku, value, send: () => called(ask((api) => api.put(`/products/${id}`, body))) })
      const send = () => called(ask((api) => api.delete(`/products/${id}`)))
      await noted(stored, { key: sku, value: undefined, send })
      ids.delete(sku)
    },
    /** Names what was acknowledged and is not there, or is there and was not. Nobody may write meanwhile. */
    async check(api: Client): Promise<string[]> {
      const all = await everyItem(api, '/products')
      ids.clear()
      for (const { sku, id } of all) ids.set(sku, id)
      return stored.compare(new Map(all.map(({ sku, name, price }) => [sku, { name, price }])))
    },
  }
}
