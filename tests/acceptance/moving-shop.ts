import type { Endpoints } from '@tenantry/cli/system/endpoints.ts'
import { type Answer, type Client, client } from './client.ts'
import { askConfig, type Tenant } from './onboarding.ts'

const LAMP = { name: 'Lamp', sku: 'L-1', price: 5, category: 'Light', stock: 1_000_000 }
/** What says that the tenant is not there, or not for the moment. */
const ELSEWHERE = ['TENANT_MOVED', 'TENANT_MOVING']

/** A shop whose people sell and order all the time, wherever it is served: they look that up again when an address refuses them, as the web does. */
export function movingShop(endpoints: Endpoints, { config, session }: Tenant) {
  let api: Client = client(config.apiUrl, session)
  let lamp = ''
  const products: string[] = []
  const orders: string[] = []
  let gate = Promise.resolve()
  let underWay: Promise<unknown>[] = []

  async function locate(): Promise<void> {
    api = client((await askConfig(endpoints, config.name)).body.apiUrl, session)
  }

  /** A call where the shop is thought to be; null when it was refused because that is elsewhere. */
  async function call(send: (api: Client) => Promise<Answer>): Promise<Answer | null> {
    const answer = await send(api)
    if (!ELSEWHERE.includes(answer.body?.code)) return answer
    await locate()
    return null
  }

  /** Asks until the shop answers. */
  async function ask(path: string): Promise<Answer> {
    for (;;) {
      const answer = await call((one) => one.get(path))
      if (answer) return answer
    }
  }

  return {
    async open(): Promise<void> {
      lamp = (await api.post('/products', LAMP)).body.id
      products.push(lamp)
    },
    /** Does something between two rounds of calls. */
    async between(work: () => void): Promise<void> {
      let open = () => {}
      gate = new Promise((resolve) => {
        open = resolve
      })
      await Promise.all(underWay)
      work()
      open()
    },
    /** Sells and orders until it is stopped. A read that fails though the address does not say that the tenant has moved is kept. */
    keepSelling() {
      let isOver = false
      let sold = 0
      const readFailures: string[] = []
      const round = async (n: number) => {
        const read = await call((one) => one.get(`/products/${lamp}`))
        if (read && read.status !== 200) readFailures.push(`${read.status} ${JSON.stringify(read.body)}`)
        const product = await call((one) => one.post('/products', { ...LAMP, sku: `S-${n}`, stock: 1 }))
        if (product?.status === 201) products.push(product.body.id)
        const body = { name: `Order ${n}`, lines: [{ productId: lamp, quantity: 1 }] }
        const order = await call((one) => one.post('/orders', body, { 'idempotency-key': `order-${n}` }))
        if (order?.status === 201) orders.push(order.body.id)
        if (product?.status === 201 && order?.status === 201) sold++
      }
      const seller = async (who: number) => {
        for (let n = 0; !isOver; n++) {
          await gate
          const going = round(who * 1_000_000 + n + orders.length * 10)
          underWay.push(going)
          await going
          underWay = underWay.filter((one) => one !== going)
        }
      }
      const sellers = [1, 2].map(seller)
      return {
        sold: () => sold,
        async stop() {
          isOver = true
          await Promise.all(sellers)
          return { readFailures }
        },
      }
    },
    /** What was acknowledged and is not there. */
    async lost(): Promise<string[]> {
      const lost: string[] = []
      for (const id of products) if ((await ask(`/products/${id}`)).status !== 200) lost.push(id)
      for (const id of orders) if ((await ask(`/orders/${id}`)).status !== 200) lost.push(id)
      return lost
    },
    async unfulfilled(): Promise<string[]> {
      const states = await Promise.all(orders.map(async (id) => ({ id, order: (await ask(`/orders/${id}`)).body })))
      return states.flatMap(({ id, order }) => (order.status === 'fulfilled' ? [] : [id]))
    },
  }
}

export type MovingShop = ReturnType<typeof movingShop>
