import { pageOf } from '@tenantry/contracts/openapi.ts'
import { reference } from '@tenantry/contracts/service/entity.ts'
import * as z from 'zod/mini'
import { PRODUCT } from '../products/service.ts'

export const MAX_LINES = 50
const MAX_QUANTITY = 10_000

const OrderLine = z.strictObject({
  productId: reference(PRODUCT),
  quantity: z.int().check(z.minimum(1), z.maximum(MAX_QUANTITY)),
})

export const OrderBody = z
  .strictObject({
    name: z.string().check(z.minLength(1), z.maxLength(100), z.regex(/\S/, 'it must not be blank')),
    lines: z.array(OrderLine).check(z.minLength(1), z.maxLength(MAX_LINES)),
  })
  .register(z.globalRegistry, { id: 'OrderBody' })
export type OrderBody = z.infer<typeof OrderBody>

export const ORDER_STATUSES = ['placed', 'fulfilled'] as const

export const OrderView = z
  .object({
    id: z.string(),
    name: z.string(),
    /** Placed by people, fulfilled by the shop: no request sets it. */
    status: z.enum(ORDER_STATUSES),
    /** `price` is the price of the product when it entered the order. */
    lines: z.array(
      z.object({
        productId: z.string(),
        productName: z.string(),
        quantity: z.int(),
        price: z.number(),
        total: z.number(),
      }),
    ),
    currency: z.string(),
    total: z.number(),
    createdAt: z.iso.datetime(),
    updatedAt: z.iso.datetime(),
  })
  .register(z.globalRegistry, { id: 'Order' })
export type OrderView = z.infer<typeof OrderView>

export const OrderPage = pageOf(OrderView)

/** What goes with the parcel: what is in it, and no price. */
export const DeliveryNoteView = z
  .object({
    orderId: z.string(),
    name: z.string(),
    placedAt: z.iso.datetime(),
    lines: z.array(z.object({ productName: z.string(), quantity: z.int() })),
    pieces: z.int(),
  })
  .register(z.globalRegistry, { id: 'DeliveryNote' })
export type DeliveryNoteView = z.infer<typeof DeliveryNoteView>
