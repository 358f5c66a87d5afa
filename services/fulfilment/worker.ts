import { workerHandler } from '@tenantry/toolkit/worker-handler.ts'
import { ORDER } from '../orders/service.ts'
import { fulfilOrder } from './fulfil-order.ts'
import { placedOrders } from './placed-orders.ts'
import { FULFILMENT } from './service.ts'

export const handler = workerHandler(FULFILMENT, process.env, ({ entity, system }) => ({
  OrderPlaced: fulfilOrder({ ordersOf: placedOrders(entity(ORDER)), system }),
}))
