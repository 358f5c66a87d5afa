import { defineEntity } from '@tenantry/contracts/service/entity.ts'
import { folded, sortableNumber } from '@tenantry/contracts/sort-text.ts'
import * as z from 'zod/mini'
import { fromMinor } from '../products/service.ts'
import { ORDER_STATUSES, type OrderView } from './api.ts'

const Line = z.object({
  productId: z.string(),
  /** Name and price of the product when it entered the order: later changes of the product do not reach it. */
  productName: z.string(),
  priceMinor: z.int(),
  quantity: z.int(),
})
export type Line = z.infer<typeof Line>

/** An order as it is stored. */
export const Order = z.object({
  id: z.string(),
  name: z.string(),
  status: z._default(z.enum(ORDER_STATUSES), 'placed'),
  lines: z.array(Line),
  currency: z.string(),
  createdAt: z.string(),
  updatedAt: z.string(),
})
export type Order = z.infer<typeof Order>

const lineTotal = ({ priceMinor, quantity }: Line): number => priceMinor * quantity

export const totalOf = ({ lines }: Pick<Order, 'lines'>): number =>
  lines.reduce((sum, line) => sum + lineTotal(line), 0)

export const ORDER = defineEntity({
  name: 'order',
  collection: 'orders',
  idPrefix: 'ord',
  schema: Order,
  sorts: {
    name: { slot: 1, text: ({ name }) => folded(name) },
    total: { slot: 2, text: (order) => sortableNumber(totalOf(order)) },
  },
  searched: ({ name, lines }) => [name, ...lines.map(({ productName }) => productName)],
})

/** The order as the API shows it, with its totals. */
export function orderView({ lines, ...order }: Order): OrderView {
  return {
    ...order,
    lines: lines.map(({ priceMinor, ...line }) => ({
      ...line,
      price: fromMinor(priceMinor),
      total: fromMinor(lineTotal({ priceMinor, ...line })),
    })),
    total: fromMinor(totalOf({ lines })),
  }
}
