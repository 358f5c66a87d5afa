import type { Tenant } from '../acceptance/onboarding.ts'

const CATALOGUE = [
  ['Desk lamp Aurora', 'Light', 89, 24],
  ['Floor lamp Birch', 'Light', 149.5, 3],
  ['Armchair Fjord', 'Seats', 420, 7],
  ['Oak table Hearth', 'Tables', 890, 0],
  ['Linen curtain, pair', 'Textiles', 64.9, 130],
  ['Wool throw Moss', 'Textiles', 79, 41],
] as const

/** A small shop with orders and people, so that every page has something to say. */
export async function fillShop({ api }: Tenant): Promise<{ product: string; order: string }> {
  const ids: string[] = []
  for (const [at, [name, category, price, stock]] of CATALOGUE.entries()) {
    ids.push((await api.post('/products', { name, category, price, stock, sku: `LL-${100 + at}` })).body.id)
  }
  const [lamp = '', , chair = '', , curtain = ''] = ids
  let order = ''
  for (const [name, productId, quantity] of [
    ['Café Nord', chair, 2],
    ['M. Okafor', lamp, 1],
    ['Studio Linden', curtain, 6],
  ] as const) {
    const lines = [{ productId, quantity }, ...(productId === lamp ? [] : [{ productId: lamp, quantity: 1 }])]
    order = (await api.post('/orders', { name, lines })).body.id
  }
  for (const [email, role] of [
    ['carl@lumen.example', 'TenantUser'],
    ['mina@lumen.example', 'TenantAdmin'],
  ]) {
    await api.post('/users', { email, role })
  }
  return { product: lamp, order }
}
