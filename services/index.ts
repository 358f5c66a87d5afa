import { FULFILMENT } from './fulfilment/service.ts'
import { ORDERS } from './orders/service.ts'
import { PRODUCTS } from './products/service.ts'

/** The services that make up the product, and the only list of them. */
export const SERVICES = [PRODUCTS, ORDERS, FULFILMENT] as const
