import { listingOf } from '@tenantry/contracts/listing.ts'
import { defineAllowance, defineEntitlement } from '@tenantry/contracts/service/entitlement.ts'
import { reference } from '@tenantry/contracts/service/entity.ts'
import { defineService } from '@tenantry/contracts/service/service.ts'
import { defineEvent } from '@tenantry/contracts/service/service-event.ts'
import { on, onLists } from '@tenantry/contracts/service/tenant-table.ts'
import * as z from 'zod/mini'
import { PRODUCT } from '../products/service.ts'
import { DeliveryNoteView, OrderBody, OrderPage, OrderView } from './api.ts'
import { ORDER } from './order.ts'

export { type DeliveryNoteView, MAX_LINES, OrderBody, OrderView } from './api.ts'
export { ORDER, type Order } from './order.ts'

export const ORDER_PLACED = defineEvent({
  type: 'OrderPlaced',
  data: z.object({ orderId: reference(ORDER) }),
})

/** Tiers have it by its key, or not. */
export const DOCUMENTS = defineEntitlement({ key: 'printable-documents', label: 'Printable documents' })
/** A tier may say how many. */
export const MONTHLY_ORDERS = defineAllowance({ key: 'monthly-orders', label: 'Monthly orders', per: 'month' })

const everyone = ['TenantAdmin', 'TenantUser'] as const
const admins = ['TenantAdmin'] as const
const example = { name: 'Order', lines: [{ productId: 'prd_00000000000000000000000000', quantity: 1 }] }
/** An order takes its stock in the transaction that writes it. */
const takesStock = on(PRODUCT, 'BatchGetItem', 'UpdateItem')

export const ORDERS = defineService({
  name: 'orders',
  description: 'Orders of the sample shop',
  entities: [ORDER],
  errors: { OUT_OF_STOCK: 409, ORDER_FULFILLED: 409 },
  routes: [
    {
      method: 'GET',
      path: '/orders',
      operation: 'listOrders',
      summary: 'List orders, oldest first.',
      roles: everyone,
      query: listingOf(ORDER),
      paged: true,
      response: OrderPage,
      needs: [onLists(ORDER)],
    },
    {
      method: 'POST',
      path: '/orders',
      operation: 'placeOrder',
      summary: 'Order products at their present price, and take their stock.',
      roles: everyone,
      body: OrderBody,
      example,
      response: OrderView,
      errors: ['OUT_OF_STOCK'],
      needs: [takesStock, on(ORDER, 'PutItem')],
      emits: [ORDER_PLACED],
      uses: MONTHLY_ORDERS,
    },
    {
      method: 'GET',
      path: '/orders/{id}',
      operation: 'getOrder',
      summary: 'Get one order.',
      roles: everyone,
      response: OrderView,
      needs: [on(ORDER, 'GetItem')],
    },
    {
      method: 'GET',
      path: '/orders/{id}/delivery-note',
      operation: 'getDeliveryNote',
      summary: 'Get what goes with the parcel of an order, to be printed.',
      roles: everyone,
      entitlement: DOCUMENTS,
      response: DeliveryNoteView,
      needs: [on(ORDER, 'GetItem')],
    },
    {
      method: 'PUT',
      path: '/orders/{id}',
      operation: 'replaceOrder',
      summary: 'Replace an order that is not fulfilled. Products that it already had keep their price.',
      roles: everyone,
      body: OrderBody,
      example,
      response: OrderView,
      errors: ['OUT_OF_STOCK', 'ORDER_FULFILLED', 'CONFLICT'],
      needs: [takesStock, on(ORDER, 'GetItem', 'PutItem')],
    },
    {
      method: 'DELETE',
      path: '/orders/{id}',
      operation: 'deleteOrder',
      summary: 'Delete an order and return its stock.',
      roles: admins,
      errors: ['CONFLICT'],
      needs: [takesStock, on(ORDER, 'GetItem', 'DeleteItem')],
    },
  ],
})
