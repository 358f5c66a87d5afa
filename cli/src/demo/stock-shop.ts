import { each } from '../each.ts'
import type { Send } from '../system/api.ts'
import { catalogueOf } from './catalogue.ts'
import { type Chance, chance } from './chance.ts'
import { type Shop, slug } from './open-shop.ts'
import { patient } from './pace.ts'
import { weekOfOrders } from './week.ts'

/** A bookkeeper who works for several of the businesses. */
export const BOOKKEEPER = 'kim@ledger-and-daughters.example'

const FIRST_NAMES = ['Amara', 'Bo', 'Chidi', 'Dana', 'Elif', 'Farid', 'Greta', 'Hiro', 'Ines', 'Jonas'] as const
const ORDER_NAMES = ['Counter sale', 'Web order', 'Phone order', 'Standing order', 'Market stall'] as const

/**
 * Fills a shop with people, a catalogue and a week of orders, or with what an earlier try did not get to. Answers each order's id with
 * the time at which it was placed in the story.
 */
export async function stockShop(
  shop: Shop,
  now: number,
  invited: (email: string) => void,
): Promise<{ id: string; at: number }[]> {
  const luck = chance(shop.business.name)
  const send = patient(shop.send)
  const staff = staffOf(shop, luck)
  const there = new Set((await all(send, '/users')).map(({ email }) => email))
  for (const email of staff.filter((one) => !there.has(one))) {
    invited(email)
    await send('POST', '/users', { email, role: 'TenantUser' })
  }
  const skus = new Set((await all(send, '/products')).map(({ sku }) => sku))
  const catalogue = catalogueOf(shop.business, luck).filter(({ sku }) => !skus.has(sku))
  await each(catalogue, 4, (item) => send('POST', '/products', item))
  const products = (await all(send, '/products')).map(({ id }) => id)
  const times = weekOfOrders(shop.business.ordersPerDay, now, luck)
  const missing = times.slice((await all(send, '/orders')).length)
  await each(missing, 4, () => send('POST', '/orders', someOrder(products, luck)))
  const orders = await all(send, '/orders')
  return orders.slice(0, times.length).map(({ id }, index) => ({ id, at: times[index] ?? now }))
}

async function all(send: Send, path: string): Promise<{ id: string; email?: string; sku?: string }[]> {
  const items = []
  let cursor = ''
  do {
    const page = await send('GET', `${path}?limit=100${cursor}`)
    items.push(...page.items)
    cursor = page.nextCursor === null ? '' : `&cursor=${page.nextCursor}`
  } while (cursor !== '')
  return items
}

/** An order of one to four products. */
export function someOrder(products: readonly string[], luck: Chance) {
  const chosen = new Set(Array.from({ length: luck.between(1, 4) }, () => luck.pick(products)))
  return {
    name: `${luck.pick(ORDER_NAMES)} ${luck.between(1000, 9999)}`,
    lines: [...chosen].map((productId) => ({ productId, quantity: luck.between(1, 3) })),
  }
}

function staffOf({ business }: Shop, luck: Chance): string[] {
  const count = business.tier === 'Basic' ? 1 : luck.between(2, 4)
  const names = new Set(Array.from({ length: count }, () => luck.pick(FIRST_NAMES).toLowerCase()))
  const staff = [...names].map((name) => `${name}@${slug(business.name)}.example`)
  return business.tier === 'Premium' ? [...staff, BOOKKEEPER] : staff
}
