import { apiHandler } from '@tenantry/toolkit/http.ts'
import { openService } from '@tenantry/toolkit/open-service.ts'
import { PRODUCT } from '../products/service.ts'
import { deleteOrder } from './delete-order.ts'
import { getDeliveryNote } from './get-delivery-note.ts'
import { getOrder } from './get-order.ts'
import { listOrders } from './list-orders.ts'
import { orderStore } from './order-store.ts'
import { placeOrder } from './place-order.ts'
import { replaceOrder } from './replace-order.ts'
import { ORDER, ORDERS } from './service.ts'

const { answers, entity, commit, logger, system } = openService(ORDERS, process.env)
const ordersOf = orderStore({ ordersOf: entity(ORDER), productsOf: entity(PRODUCT), commit })

export const handler = apiHandler({
  routes: ORDERS.routes,
  service: 'orders',
  operations: {
    listOrders: listOrders({ ordersOf }),
    placeOrder: placeOrder({ ordersOf, system }),
    getOrder: getOrder({ ordersOf }),
    getDeliveryNote: getDeliveryNote({ ordersOf }),
    replaceOrder: replaceOrder({ ordersOf, system }),
    deleteOrder: deleteOrder({ ordersOf, system }),
  },
  answers,
  logger,
})
