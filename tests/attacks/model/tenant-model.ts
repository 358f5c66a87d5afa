/** What a tenant must see when it is alone in the world. */
export interface TenantModel {
  products: Map<string, Product>
  orders: Map<string, Order>
}

export interface Product {
  id: string
  name: string
  price: number
  stock: number
}

export interface Order {
  id: string
  name: string
  lines: Line[]
}

export interface Line {
  productId: string
  quantity: number
  price: number
}

export type Ordered = Pick<Line, 'productId' | 'quantity'>[]

export const emptyModel = (): TenantModel => ({ products: new Map(), orders: new Map() })

/** The lines that an order gets, or the answer that refuses it; on success the stock is taken. */
export function order({ products }: TenantModel, ordered: Ordered, before: Line[] = []): Line[] | string {
  const lines: Line[] = []
  for (const [index, { productId, quantity }] of ordered.entries()) {
    const price = before.find((line) => line.productId === productId)?.price ?? products.get(productId)?.price
    if (price === undefined) return `400 INVALID_REQUEST lines.${index}.productId`
    lines.push({ productId, quantity, price })
  }
  const changes = stockChanges(before, lines)
  for (const [productId, taken] of changes) {
    if (taken <= 0) continue
    const index = lines.findIndex((line) => line.productId === productId)
    const product = products.get(productId)
    if (!product) return `400 INVALID_REQUEST lines.${index}.productId`
    if (product.stock < taken) return `409 OUT_OF_STOCK lines.${index}.quantity`
  }
  for (const [productId, taken] of changes) {
    const product = products.get(productId)
    if (product) product.stock -= taken
  }
  return lines
}

function stockChanges(before: Ordered, after: Ordered): Map<string, number> {
  const changes = new Map<string, number>()
  for (const { productId, quantity } of before) changes.set(productId, -quantity)
  for (const { productId, quantity } of after) changes.set(productId, (changes.get(productId) ?? 0) + quantity)
  return changes
}
