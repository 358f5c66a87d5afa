import { defineEntity } from '@tenantry/contracts/service/entity.ts'
import { folded, sortableNumber } from '@tenantry/contracts/sort-text.ts'
import * as z from 'zod/mini'
import type { ProductBody, ProductReplacement, ProductView } from './api.ts'
import { fromMinor, toMinor } from './money.ts'

/** A product as it is stored. */
export const Product = z.object({
  id: z.string(),
  name: z.string(),
  sku: z.string(),
  priceMinor: z.int(),
  currency: z.string(),
  category: z.string(),
  stock: z.int(),
  createdAt: z.string(),
  updatedAt: z.string(),
})
export type Product = z.infer<typeof Product>

export const PRODUCT = defineEntity({
  name: 'product',
  collection: 'products',
  idPrefix: 'prd',
  schema: Product,
  sorts: {
    name: { slot: 1, text: ({ name }) => folded(name) },
    price: { slot: 2, text: ({ priceMinor }) => sortableNumber(priceMinor) },
  },
  searched: ({ name, sku, category }) => [name, sku, category],
})

/** What a PUT replaces: all but the id and the time of creation, and the stock where the body has none. */
export function replacement<Body extends ProductReplacement>({ price, ...body }: Body, at: string) {
  return { ...body, priceMinor: toMinor(price), updatedAt: at }
}

export function newProduct(id: string, body: ProductBody, at: string): Product {
  return { id, ...replacement(body, at), createdAt: at }
}

/** The product as the API shows it. */
export function productView({ priceMinor, ...product }: Product): ProductView {
  return { ...product, price: fromMinor(priceMinor) }
}
