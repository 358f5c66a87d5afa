import type { TenantRole } from '../roles.ts'
import type { Route } from '../route.ts'

export type TenantService = 'products' | 'orders' | 'users' | 'my-tenants' | 'api-docs'

/** The tables that hold tenants' data, reached by tenant sessions. */
export const TENANT_TABLES = ['products', 'orders', 'memberships', 'outbox'] as const
export type TenantTable = (typeof TENANT_TABLES)[number]

/** The actions of DynamoDB that carry a leading key. Scan and PartiQL carry none, so no operation can ask for them. */
export type TableAction =
  | 'BatchGetItem'
  | 'ConditionCheckItem'
  | 'DeleteItem'
  | 'GetItem'
  | 'PutItem'
  | 'Query'
  | 'UpdateItem'

export interface TenantRoute extends Route<TenantRole, TenantService> {
  /** What the operation does to tenant tables; the session of a role holds what its operations need, and no more. */
  needs: Partial<Record<TenantTable, readonly TableAction[]>>
}

const everyone = ['TenantAdmin', 'TenantUser'] as const
const admins = ['TenantAdmin'] as const
const products = { service: 'products' } as const
const orders = { service: 'orders' } as const
const users = { service: 'users' } as const
/** An order takes its stock in the transaction that writes it. */
const stock = ['BatchGetItem', 'UpdateItem'] as const
/** A change of a membership is conditional on an admin who stays. */
const withAdmin = ['ConditionCheckItem', 'Query'] as const
/** What is to be told waits in an outbox, a table of its own or beside memberships, and is taken away once it was told. */
const outbox = ['PutItem', 'DeleteItem'] as const

/** The permission table of the tenant API: role × method × path × service action. What is not listed is denied. */
export const TENANT_ROUTES = [
  {
    ...products,
    method: 'GET',
    path: '/products',
    operation: 'listProducts',
    roles: everyone,
    needs: { products: ['Query'] },
  },
  {
    ...products,
    method: 'POST',
    path: '/products',
    operation: 'createProduct',
    roles: admins,
    needs: { products: ['PutItem'] },
  },
  {
    ...products,
    method: 'GET',
    path: '/products/{id}',
    operation: 'getProduct',
    roles: everyone,
    needs: { products: ['GetItem'] },
  },
  {
    ...products,
    method: 'PUT',
    path: '/products/{id}',
    operation: 'replaceProduct',
    roles: admins,
    needs: { products: ['UpdateItem'] },
  },
  {
    ...products,
    method: 'DELETE',
    path: '/products/{id}',
    operation: 'deleteProduct',
    roles: admins,
    needs: { products: ['DeleteItem'] },
  },
  {
    ...orders,
    method: 'GET',
    path: '/orders',
    operation: 'listOrders',
    roles: everyone,
    needs: { orders: ['Query'] },
  },
  {
    ...orders,
    method: 'POST',
    path: '/orders',
    operation: 'placeOrder',
    roles: everyone,
    needs: { products: stock, orders: ['PutItem'], outbox },
  },
  {
    ...orders,
    method: 'GET',
    path: '/orders/{id}',
    operation: 'getOrder',
    roles: everyone,
    needs: { orders: ['GetItem'] },
  },
  {
    ...orders,
    method: 'PUT',
    path: '/orders/{id}',
    operation: 'replaceOrder',
    roles: everyone,
    needs: { products: stock, orders: ['GetItem', 'PutItem'] },
  },
  {
    ...orders,
    method: 'DELETE',
    path: '/orders/{id}',
    operation: 'deleteOrder',
    roles: admins,
    needs: { products: stock, orders: ['GetItem', 'DeleteItem'] },
  },
  {
    ...users,
    method: 'GET',
    path: '/users',
    operation: 'listUsers',
    roles: admins,
    needs: { memberships: ['Query'] },
  },
  {
    ...users,
    method: 'POST',
    path: '/users',
    operation: 'inviteUser',
    roles: admins,
    needs: { memberships: ['UpdateItem', ...outbox] },
  },
  {
    ...users,
    method: 'GET',
    path: '/users/{id}',
    operation: 'getUser',
    roles: admins,
    needs: { memberships: ['GetItem'] },
  },
  {
    ...users,
    method: 'PUT',
    path: '/users/{id}',
    operation: 'replaceUser',
    roles: admins,
    needs: { memberships: ['GetItem', 'UpdateItem', ...withAdmin, ...outbox] },
  },
  {
    ...users,
    method: 'DELETE',
    path: '/users/{id}',
    operation: 'removeUser',
    roles: admins,
    needs: { memberships: ['GetItem', ...withAdmin, ...outbox] },
  },
  {
    ...users,
    method: 'GET',
    path: '/me',
    operation: 'getMe',
    roles: everyone,
    needs: { memberships: ['GetItem'] },
  },
  // Reads the caller's memberships of all tenants, which no tenant's session may: under the function's own role.
  {
    method: 'GET',
    path: '/me/tenants',
    service: 'my-tenants',
    operation: 'listMyTenants',
    roles: everyone,
    needs: {},
  },
  { method: 'GET', path: '/openapi.json', service: 'api-docs', operation: 'getOpenApi', roles: 'public', needs: {} },
] as const satisfies readonly TenantRoute[]
