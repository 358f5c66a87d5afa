import { pageOf } from '@tenantry/contracts/openapi.ts'
import * as z from 'zod/mini'

const text = (length: number) =>
  z.string().check(z.minLength(1), z.maxLength(length), z.regex(/\S/, 'it must not be blank'))

/** ISO 4217. Amounts have two decimals in every currency. */
const Currency = z.string().check(z.regex(/^[A-Z]{3}$/, 'three capital letters, for example USD'))

/** With the largest quantity of an order line, the total of 50 lines stays below 2^53 minor units: exact. */
const MAX_PRICE = 100_000_000
export const MAX_STOCK = 1_000_000_000

const Price = z.number().check(
  z.minimum(0),
  z.maximum(MAX_PRICE),
  z.refine((price) => /^\d+(\.\d{1,2})?$/.test(String(price)), 'it must have at most two decimals'),
)

const Stock = z.int().check(z.minimum(0), z.maximum(MAX_STOCK))

export const ProductBody = z
  .strictObject({
    name: text(100),
    sku: text(64),
    price: Price,
    currency: z._default(Currency, 'USD'),
    category: text(64),
    stock: Stock,
  })
  .register(z.globalRegistry, { id: 'ProductBody' })
export type ProductBody = z.infer<typeof ProductBody>

/** What replaces a product. Without `stock`, its stock stays. */
export const ProductReplacement = z
  .extend(ProductBody, { stock: z.optional(Stock) })
  .register(z.globalRegistry, { id: 'ProductReplacement' })
export type ProductReplacement = z.infer<typeof ProductReplacement>

/** A change of stock: negative to take some away. */
export const StockBody = z
  .strictObject({
    by: z.int().check(
      z.minimum(-MAX_STOCK),
      z.maximum(MAX_STOCK),
      z.refine((by) => by !== 0, 'it must not be 0'),
    ),
  })
  .register(z.globalRegistry, { id: 'StockBody' })

export const ProductView = z
  .object({
    id: z.string(),
    name: z.string(),
    sku: z.string(),
    price: z.number(),
    currency: z.string(),
    category: z.string(),
    stock: z.int(),
    createdAt: z.iso.datetime(),
    updatedAt: z.iso.datetime(),
  })
  .register(z.globalRegistry, { id: 'Product' })
export type ProductView = z.infer<typeof ProductView>

export const ProductPage = pageOf(ProductView)
