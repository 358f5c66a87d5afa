import { Refused } from '../system/api.ts'
import { chance } from './chance.ts'
import type { Shop } from './open-shop.ts'
import { pause } from './pace.ts'
import { someOrder } from './stock-shop.ts'
import { makeTrouble } from './troubles.ts'

/** Milliseconds between two things that a shop of one order a day does; a shop of 30 does 30 times as much. */
const GENTLE_MS = 30_000
const RESTOCK_BELOW = 100

/** What came of the load, by tenant. */
export type Tally = Map<string, { served: number; throttled: number; failed: number; slowestMs: number }>

const nothing = () => ({ served: 0, throttled: 0, failed: 0, slowestMs: 0 })

/** People at work in every shop until the signal comes, and those that make trouble. Answers what came of it. */
export async function live(shops: readonly Shop[], stopped: AbortSignal): Promise<Tally> {
  const tally: Tally = new Map(shops.map(({ name }) => [name, nothing()]))
  await Promise.all(
    shops.flatMap((shop) => {
      const counted = counting(shop, tally)
      return [business(counted, stopped), makeTrouble(counted, stopped)]
    }),
  )
  return tally
}

async function business(shop: Shop, stopped: AbortSignal): Promise<void> {
  const luck = chance(`${shop.name} ${shop.tenantId}`)
  while (await pause((GENTLE_MS / shop.business.ordersPerDay) * (0.5 + luck.next()), stopped)) {
    const products = await shop.send('GET', `/products?limit=50&order=${luck.pick(['asc', 'desc'])}`)
    if (!products?.items.length) continue
    await shop.send('GET', `/products/${luck.pick<{ id: string }>(products.items).id}`)
    if (luck.next() < 0.5) {
      await shop.send(
        'POST',
        '/orders',
        someOrder(
          products.items.map(({ id }: { id: string }) => id),
          luck,
        ),
      )
    } else {
      await shop.send('GET', '/orders?order=desc')
    }
    await restock(shop, products.items)
  }
}

/** Whoever sells buys again. */
async function restock(shop: Shop, products: ({ id: string; stock: number } & Record<string, unknown>)[]) {
  const short = products.find(({ stock }) => stock < RESTOCK_BELOW)
  if (!short) return
  const { id, name, sku, price, currency, category } = short
  await shop.send('PUT', `/products/${id}`, { name, sku, price, currency, category, stock: 2000 })
}

/** Sends and counts; what the API refuses (throttled, out of stock) is part of the story, and no reason to stop. */
function counting(shop: Shop, tally: Tally): Shop {
  const count = tally.get(shop.name) ?? nothing()
  return {
    ...shop,
    async send(method, path, body) {
      if (shop.left !== undefined && shop.left-- <= 0) return undefined
      const began = performance.now()
      try {
        const answer = await shop.send(method, path, body)
        count.served++
        return answer
      } catch (error) {
        if (error instanceof Refused && error.status === 429) count.throttled++
        else count.failed++
        return undefined
      } finally {
        count.slowestMs = Math.max(count.slowestMs, performance.now() - began)
      }
    },
  }
}
