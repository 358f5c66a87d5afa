// The services that make up the product, a line each, and the only list of them.
export { FULFILMENT } from './fulfilment/service.ts'
export { ORDERS } from './orders/service.ts'
export { PRODUCTS } from './products/service.ts'
