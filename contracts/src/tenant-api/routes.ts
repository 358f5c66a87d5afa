import type { TenantRole } from '../roles.ts'
import type { Route } from '../route.ts'

export type TenantService = 'products' | 'orders' | 'users' | 'api-docs'
export type TenantRoute = Route<TenantRole, TenantService>

const everyone = ['TenantAdmin', 'TenantUser'] as const
const admins = ['TenantAdmin'] as const

/** The permission table of the tenant API: role × method × path. What is not listed is denied. */
export const TENANT_ROUTES = [
  { method: 'GET', path: '/products', service: 'products', operation: 'listProducts', roles: everyone },
  { method: 'POST', path: '/products', service: 'products', operation: 'createProduct', roles: admins },
  { method: 'GET', path: '/products/{id}', service: 'products', operation: 'getProduct', roles: everyone },
  { method: 'PUT', path: '/products/{id}', service: 'products', operation: 'replaceProduct', roles: admins },
  { method: 'DELETE', path: '/products/{id}', service: 'products', operation: 'deleteProduct', roles: admins },
  { method: 'GET', path: '/orders', service: 'orders', operation: 'listOrders', roles: everyone },
  { method: 'POST', path: '/orders', service: 'orders', operation: 'placeOrder', roles: everyone },
  { method: 'GET', path: '/orders/{id}', service: 'orders', operation: 'getOrder', roles: everyone },
  { method: 'PUT', path: '/orders/{id}', service: 'orders', operation: 'replaceOrder', roles: everyone },
  { method: 'DELETE', path: '/orders/{id}', service: 'orders', operation: 'deleteOrder', roles: admins },
  { method: 'GET', path: '/users', service: 'users', operation: 'listUsers', roles: admins },
  { method: 'POST', path: '/users', service: 'users', operation: 'inviteUser', roles: admins },
  { method: 'GET', path: '/users/{id}', service: 'users', operation: 'getUser', roles: admins },
  { method: 'PUT', path: '/users/{id}', service: 'users', operation: 'replaceUser', roles: admins },
  { method: 'DELETE', path: '/users/{id}', service: 'users', operation: 'removeUser', roles: admins },
  { method: 'GET', path: '/me', service: 'users', operation: 'getMe', roles: everyone },
  { method: 'GET', path: '/openapi.json', service: 'api-docs', operation: 'getOpenApi', roles: 'public' },
] as const satisfies readonly TenantRoute[]
