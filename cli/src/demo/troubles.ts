import { each } from '../each.ts'
import { chance } from './chance.ts'
import type { Shop } from './open-shop.ts'
import { pause } from './pace.ts'
import { someOrder } from './stock-shop.ts'

// What people do that operators have to find. Nothing in the product helps: each of these is what such use brings about by itself.

/** Every so often, for so long, so many requests a second: twice what Basic allows, and its burst used up. */
const NOISE = { everyMs: 40_000, forMs: 8_000, perSecond: 110 }

/** Orders that are placed together and cancelled as soon as they are placed. */
const HASTE = { everyMs: 30_000, orders: 24 }

/**
 * Orders of the same many things at once, as when something new is out. They become more while the slowest is served sooner than `slowMs`, and
 * fewer when it takes three times as long: how many that needs depends on the machine.
 */
const LAUNCH = { everyMs: 20_000, lines: 40, orders: 8, mostOrders: 32, slowMs: 1_500 }

/** Goes on until the signal comes, whatever the API answers. */
export async function makeTrouble(shop: Shop, stopped: AbortSignal): Promise<void> {
  switch (shop.business.trouble) {
    case 'noisy':
      return sendTooMuch(shop, stopped)
    case 'failing':
      return cancelAtOnce(shop, stopped)
    case 'slow':
      return orderTheSame(shop, stopped)
    // Its usual business is enough: see operating.ts.
    case 'near-quota':
    case undefined:
      return
    default:
      throw shop.business.trouble satisfies never
  }
}

async function sendTooMuch(shop: Shop, stopped: AbortSignal): Promise<void> {
  do {
    for (let sent = 0; sent < (NOISE.perSecond * NOISE.forMs) / 1000 && !stopped.aborted; sent++) {
      void shop.send('GET', '/products?limit=1')
      await pause(1000 / NOISE.perSecond, stopped)
    }
  } while (await pause(NOISE.everyMs, stopped))
}

/** Whoever fulfils such an order finds none: its event fails, is tried again, and ends among the failed messages. */
async function cancelAtOnce(shop: Shop, stopped: AbortSignal): Promise<void> {
  const luck = chance(`haste of ${shop.tenantId}`)
  do {
    const page = await shop.send('GET', '/products?limit=50')
    const products: string[] = page?.items.map(({ id }: { id: string }) => id) ?? []
    if (products.length === 0) continue
    const orders = Array.from({ length: HASTE.orders }, () => someOrder(products, luck))
    await each(orders, HASTE.orders, async (order) => {
      const placed = await shop.send('POST', '/orders', order)
      if (placed) await shop.send('DELETE', `/orders/${placed.id}`)
    })
  } while (await pause(HASTE.everyMs, stopped))
}

/** Transactions on the same items exclude each other: most wait, longer each time, and try again; the last give up (503). */
async function orderTheSame(shop: Shop, stopped: AbortSignal): Promise<void> {
  let { orders } = LAUNCH
  do {
    const page = await shop.send('GET', `/products?limit=${LAUNCH.lines}`)
    const lines = page?.items.map(({ id }: { id: string }) => ({ productId: id, quantity: 1 })) ?? []
    if (lines.length === 0) continue
    const began = performance.now()
    const launch = Array.from({ length: orders }, (_, n) => ({ name: `Launch day ${n + 1}`, lines }))
    await each(launch, orders, (order) => shop.send('POST', '/orders', order))
    const slowestMs = performance.now() - began
    if (slowestMs < LAUNCH.slowMs) orders = Math.min(LAUNCH.mostOrders, 2 * orders)
    if (slowestMs > 3 * LAUNCH.slowMs) orders = Math.max(2, Math.floor(orders / 2))
  } while (await pause(LAUNCH.everyMs, stopped))
}
