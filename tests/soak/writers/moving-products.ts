import type { Endpoints } from '@tenantry/cli/system/endpoints.ts'
import { type Answer, type Client, client } from '../../acceptance/client.ts'
import type { Tenant, TenantConfig } from '../../acceptance/onboarding.ts'
import { signIn } from '../../acceptance/person.ts'
import { called, everyItem, read } from '../api.ts'
import { ledger } from '../ledger.ts'
import type { Random } from '../random.ts'
import { noted } from '../writer.ts'

const PRODUCTS = 60
const ELSEWHERE = ['TENANT_MOVED', 'TENANT_MOVING']

/** Products of a tenant that moves: written wherever it is served, and looked for there. */
export function movingProducts(endpoints: Endpoints, { config, email, password }: Tenant, random: Random) {
  const stored = ledger<{ name: string; price: number }>('product')
  const ids = new Map<string, string>()
  let token = ''
  let api: Client

  async function locate(): Promise<void> {
    const name = encodeURIComponent(config.name)
    const { apiUrl } = (await read(() =>
      client(endpoints.controlPlaneApi).get(`/tenant-config?name=${name}`),
    )) as TenantConfig
    api = client(apiUrl, token)
  }

  /** A call where the tenant is; a refused one has changed nothing, so it is repeated there. */
  async function ask(send: (api: Client) => Promise<Answer>): Promise<Answer> {
    for (;;) {
      const answer = await send(api)
      if (!ELSEWHERE.includes(answer.body?.code)) return answer
      await locate()
    }
  }

  return {
    count: stored.count,
    /** Anew after each start: time has gone forward. */
    async signIn(): Promise<void> {
      token = await signIn(endpoints, config, { email, password, tenantId: config.tenantId })
      await locate()
    },
    /** Makes, changes or deletes a product; throws Cut when no answer came. */
    async write(): Promise<void> {
      const sku = `sku-${random.below(PRODUCTS)}`
      const id = ids.get(sku)
      const value = { name: `Name ${random.next()}`, price: random.below(10_000) }
      const body = { ...value, sku, category: 'Soak', stock: 1 }
      if (id === undefined) {
        const send = async () => void ids.set(sku, (await called(ask((one) => one.post('/products', body)))).id)
        return noted(stored, { key: sku, value, send })
      }
      if (random.below(4) > 0)
        return noted(stored, { key: sku, value, send: () => called(ask((one) => one.put(`/products/${id}`, body))) })
      await noted(stored, {
        key: sku,
        value: undefined,
        send: () => called(ask((one) => one.delete(`/products/${id}`))),
      })
      ids.delete(sku)
    },
    /** Names what was acknowledged and is not there, or is there and was not. Nobody may write meanwhile. */
    async check(): Promise<string[]> {
      await locate()
      const all = await everyItem(api, '/products')
      ids.clear()
      for (const { sku, id } of all) ids.set(sku, id)
      return stored.compare(new Map(all.map(({ sku, name, price }) => [sku, { name, price }])))
    },
  }
}
