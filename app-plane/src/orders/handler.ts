import { TENANT_ROUTES } from '@tenantry/contracts/tenant-api/routes.ts'
import { readEnv } from '@tenantry/toolkit/env.ts'
import { eventBridge } from '@tenantry/toolkit/events.ts'
import { apiHandler } from '@tenantry/toolkit/http.ts'
import { createLogger } from '@tenantry/toolkit/logger.ts'
import { relay } from '@tenantry/toolkit/outbox.ts'
import { system } from '@tenantry/toolkit/system.ts'
import { productStore } from '../products/product-store.ts'
import { deleteOrder } from './delete-order.ts'
import { Env } from './env.ts'
import { getOrder } from './get-order.ts'
import { listOrders } from './list-orders.ts'
import { orderPlacedSender } from './order-placed.ts'
import { orderStore } from './order-store.ts'
import { placeOrder } from './place-order.ts'
import { replaceOrder } from './replace-order.ts'

const env = readEnv(Env, process.env)
const productsOf = productStore(env.PRODUCTS_TABLE, system)
const tables = { orders: env.ORDERS_TABLE, outbox: env.OUTBOX_TABLE }
const logger = createLogger('orders')
const announce = relay(orderPlacedSender(eventBridge(), env.EVENT_BUS_NAME), logger)
const services = {
  ordersOf: orderStore(tables, { productsOf, announce, system }),
  system,
}

export const handler = apiHandler({
  routes: TENANT_ROUTES,
  service: 'orders',
  operations: {
    listOrders: listOrders(services),
    placeOrder: placeOrder(services),
    getOrder: getOrder(services),
    replaceOrder: replaceOrder(services),
    deleteOrder: deleteOrder(services),
  },
  logger,
})
