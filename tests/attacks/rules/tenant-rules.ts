import { invitee, makeOrder, makeProduct, PRODUCT } from '../world/tenant-world.ts'
import { oneItem, type RouteRule } from './route-rule.ts'

const products: RouteRule['ids'] = {
  own: ({ attacker }) => makeProduct(attacker),
  standing: ({ attacker }) => attacker.goods.productId,
  foreign: ({ victim }) => victim.goods.productId,
  otherKind: ({ attacker }) => attacker.goods.orderId,
}
const orders: RouteRule['ids'] = {
  own: ({ attacker }) => makeOrder(attacker, attacker.goods.productId),
  standing: ({ attacker }) => attacker.goods.orderId,
  foreign: ({ victim }) => victim.goods.orderId,
  otherKind: ({ attacker }) => attacker.goods.productId,
}
const users: RouteRule['ids'] = {
  own: ({ attacker }) => invitee(attacker),
  standing: ({ attacker }) => attacker.user.userId,
  foreign: ({ victim }) => victim.user.userId,
  otherKind: ({ attacker }) => attacker.goods.productId,
}
const orderBody: RouteRule['body'] = ({ attacker }) => ({
  name: 'Order',
  lines: [{ productId: attacker.goods.productId, quantity: 1 }],
})
const orderOf: RouteRule['reference'] = ({ attacker }, productId) => ({
  body: { name: 'Order', lines: [attacker.goods.productId, productId].map((id) => ({ productId: id, quantity: 1 })) },
  field: 'lines.1.productId',
})
const product = () => ({ ...PRODUCT })

/** How each operation of the tenant API is called rightfully, and what could be named instead. */
export const TENANT_RULES: Record<string, RouteRule> = {
  listProducts: oneItem,
  createProduct: { body: product },
  getProduct: { ids: products },
  replaceProduct: { ids: products, body: product },
  deleteProduct: { ids: products },
  listOrders: oneItem,
  placeOrder: { body: orderBody, reference: orderOf },
  getOrder: { ids: orders },
  replaceOrder: { ids: orders, body: orderBody, reference: orderOf },
  deleteOrder: { ids: orders },
  listUsers: oneItem,
  inviteUser: { body: ({ attacker }) => ({ email: attacker.nextEmail(), role: 'TenantUser' }) },
  getUser: { ids: users },
  replaceUser: { ids: users, body: () => ({ role: 'TenantUser' }) },
  removeUser: { ids: users },
  getMe: {},
  listMyTenants: {},
  getOpenApi: {},
}
