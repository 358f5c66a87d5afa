import { invalid } from '@tenantry/toolkit/parse.ts'
import type { Product } from '../products/service.ts'
import type { OrderBody } from './api.ts'
import type { Line, Order } from './order.ts'

type Ordered = OrderBody['lines']

/** Each product once: a second line could not say which of the two is short of stock. */
export function refuseDoubles(ordered: Ordered): void {
  const seen = new Set<string>()
  for (const [index, { productId }] of ordered.entries()) {
    if (seen.has(productId)) throw invalid(`lines.${index}.productId`, 'is in another line already')
    seen.add(productId)
  }
}

/** What an error says of a line whose product does not exist, or not for this tenant. */
export const unknownProduct = (index: number) => invalid(`lines.${index}.productId`, 'is not a product')

/**
 * The lines of an order at the products' present price, and its currency. Products that the order had before keep their price, even when
 * they were deleted since; the order keeps its currency.
 */
export function priceLines(
  ordered: Ordered,
  products: Map<string, Product>,
  before?: Order,
): { lines: Line[]; currency: string } {
  const kept = new Map(before?.lines.map((line) => [line.productId, line]))
  let currency = before?.currency
  const lines = ordered.map(({ productId, quantity }, index): Line => {
    const line = kept.get(productId)
    if (line) return { ...line, quantity }
    const product = products.get(productId)
    if (!product) throw unknownProduct(index)
    currency ??= product.currency
    if (product.currency !== currency) {
      throw invalid(`lines.${index}.productId`, `has a price in ${product.currency}, and the order is in ${currency}`)
    }
    return { productId, productName: product.name, priceMinor: product.priceMinor, quantity }
  })
  // An order has at least one line, so some product gave the currency.
  return { lines, currency: currency ?? '' }
}
