import type { OperatorRole } from '../roles.ts'
import type { Route } from '../route.ts'

export type ControlPlaneService = 'registration' | 'tenant-config' | 'tenant-management' | 'tiers' | 'api-docs'
export type ControlPlaneRoute = Route<OperatorRole, ControlPlaneService>

const operators = ['SystemAdmin', 'CustomerSupport'] as const

/** The permission table of the control plane's API. What is not listed is denied. */
export const CONTROL_PLANE_ROUTES = [
  { method: 'POST', path: '/registrations', service: 'registration', operation: 'register', roles: 'public' },
  {
    method: 'GET',
    path: '/registrations/{id}',
    service: 'registration',
    operation: 'getRegistration',
    roles: 'public',
  },
  { method: 'GET', path: '/tenant-config', service: 'tenant-config', operation: 'getTenantConfig', roles: 'public' },
  { method: 'GET', path: '/tiers', service: 'tiers', operation: 'listTiers', roles: 'public' },
  { method: 'GET', path: '/tenants', service: 'tenant-management', operation: 'listTenants', roles: operators },
  { method: 'GET', path: '/tenants/{id}', service: 'tenant-management', operation: 'getTenant', roles: operators },
  { method: 'GET', path: '/openapi.json', service: 'api-docs', operation: 'getOpenApi', roles: 'public' },
] as const satisfies readonly ControlPlaneRoute[]
