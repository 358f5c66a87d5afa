import { ApiError } from '@tenantry/toolkit/api-error.ts'
import { invalid } from '@tenantry/toolkit/parse.ts'
import type { OrderBody } from './api.ts'
import type { Refusal } from './order-store.ts'
import { unknownProduct } from './price-lines.ts'
import { ORDERS } from './service.ts'

/** How often an order that others change at the same time is read and written again. */
export const ATTEMPTS = 5

/** The order kept changing under us. */
export const orderBusy = () =>
  new ApiError('CONFLICT', 'The order was changed by another request. Fetch it and try again.')

export const orderFulfilled = () =>
  ApiError.ofService(ORDERS, 'ORDER_FULFILLED', 'The order is fulfilled, and cannot be changed any more.')

/** The error for a refusal that the caller can do something about, naming the line. */
export function refuseOrder(refusal: Refusal, ordered: OrderBody['lines']): ApiError {
  const line = (productId: string) => ordered.findIndex((one) => one.productId === productId)
  switch (refusal.kind) {
    case 'out-of-stock': {
      const field = `lines.${line(refusal.productId)}.quantity`
      return ApiError.ofService(ORDERS, 'OUT_OF_STOCK', `${field} is more than the stock of the product.`, { field })
    }
    case 'product-gone':
      return unknownProduct(line(refusal.productId))
    case 'too-many-products':
      return invalid('lines', 'change more products than one request may')
    case 'order-changed':
      return orderBusy()
    default:
      return refusal satisfies never
  }
}
