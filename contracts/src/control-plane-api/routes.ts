import type { OperatorRole } from '../roles.ts'
import type { Route } from '../route.ts'

export type ControlPlaneService =
  | 'registration'
  | 'tenant-config'
  | 'tenant-management'
  | 'export-links'
  | 'tiers'
  | 'operators'
  | 'failed-messages'
  | 'audit'
  | 'stories'
  | 'usage'
  | 'costs'
  | 'alarms'
  | 'api-docs'
export type ControlPlaneRoute = Route<OperatorRole, ControlPlaneService>

const operators = ['SystemAdmin', 'CustomerSupport'] as const
const admins = ['SystemAdmin'] as const
const tenants = { service: 'tenant-management' } as const
const usage = { service: 'usage', roles: operators } as const
/** Money is for those who answer for it. */
const costs = { service: 'costs', roles: admins } as const
const alarms = { service: 'alarms', roles: operators } as const
const changes = { ...tenants, conditional: true } as const

/** The permission table of the control plane's API. What is not listed is denied. Customer support reads all but costs, suspends, reactivates, has invitations sent again, and takes on alarms. */
export const CONTROL_PLANE_ROUTES = [
  { method: 'POST', path: '/registrations', service: 'registration', operation: 'register', roles: 'public' },
  {
    method: 'GET',
    path: '/registrations/{id}',
    service: 'registration',
    operation: 'getRegistration',
    roles: 'public',
  },
  {
    method: 'POST',
    path: '/registrations/{id}/confirm',
    service: 'registration',
    operation: 'confirmRegistration',
    roles: 'public',
  },
  {
    method: 'POST',
    path: '/registrations/{id}/resend',
    service: 'registration',
    operation: 'resendCode',
    roles: 'public',
  },
  { method: 'GET', path: '/tenant-config', service: 'tenant-config', operation: 'getTenantConfig', roles: 'public' },
  { method: 'GET', path: '/tiers', service: 'tiers', operation: 'listTiers', roles: 'public' },
  { method: 'POST', path: '/tiers', service: 'tiers', operation: 'createTier', roles: admins },
  { method: 'PUT', path: '/tiers/{name}', service: 'tiers', operation: 'editTier', roles: admins, conditional: true },
  {
    method: 'DELETE',
    path: '/tiers/{name}',
    service: 'tiers',
    operation: 'retireTier',
    roles: admins,
    conditional: true,
  },
  { method: 'GET', path: '/tenants', ...tenants, operation: 'listTenants', roles: operators },
  { method: 'POST', path: '/tenants', service: 'registration', operation: 'registerTenant', roles: admins },
  { method: 'GET', path: '/tenants/{id}', ...tenants, operation: 'getTenant', roles: operators },
  { method: 'PATCH', path: '/tenants/{id}', ...changes, operation: 'renameTenant', roles: admins },
  { method: 'DELETE', path: '/tenants/{id}', ...changes, operation: 'deleteTenant', roles: admins },
  { method: 'GET', path: '/tenants/{id}/history', service: 'audit', operation: 'getHistory', roles: operators },
  { method: 'GET', path: '/tenants/{id}/people', ...tenants, operation: 'listPeople', roles: operators },
  { method: 'POST', path: '/tenants/{id}/suspend', ...changes, operation: 'suspendTenant', roles: operators },
  { method: 'POST', path: '/tenants/{id}/reactivate', ...changes, operation: 'reactivateTenant', roles: operators },
  {
    method: 'POST',
    path: '/tenants/{id}/resend-invitation',
    ...changes,
    operation: 'resendInvitation',
    roles: operators,
  },
  { method: 'POST', path: '/tenants/{id}/admins', ...changes, operation: 'appointAdmin', roles: admins },
  { method: 'POST', path: '/tenants/{id}/shards', ...changes, operation: 'growShards', roles: admins },
  { method: 'POST', path: '/tenants/{id}/export', ...tenants, operation: 'exportTenant', roles: admins },
  { method: 'POST', path: '/tenants/{id}/restore', ...changes, operation: 'restoreTenant', roles: admins },
  {
    method: 'POST',
    path: '/tenants/{id}/exports/{exportId}/links',
    service: 'export-links',
    operation: 'linkExport',
    roles: admins,
  },
  { method: 'POST', path: '/tenants/{id}/retry', ...changes, operation: 'retryTenant', roles: admins },
  { method: 'POST', path: '/tenants/{id}/approve', ...changes, operation: 'approveTenant', roles: admins },
  { method: 'POST', path: '/tenants/{id}/reject', ...changes, operation: 'rejectTenant', roles: admins },
  { method: 'POST', path: '/tenants/{id}/change-tier', ...changes, operation: 'changeTier', roles: admins },
  { method: 'PUT', path: '/tenants/{id}/limits', ...changes, operation: 'setLimits', roles: admins },
  { method: 'DELETE', path: '/tenants/{id}/limits', ...changes, operation: 'endLimits', roles: admins },
  { method: 'GET', path: '/tenants/{id}/workflows', ...tenants, operation: 'listWorkflows', roles: operators },
  {
    method: 'GET',
    path: '/tenants/{id}/workflows/{workflowId}',
    ...tenants,
    operation: 'getWorkflow',
    roles: operators,
  },
  {
    method: 'POST',
    path: '/tenants/{id}/workflows/{workflowId}/retry',
    ...tenants,
    operation: 'retryWorkflow',
    roles: admins,
  },
  {
    method: 'POST',
    path: '/tenants/{id}/workflows/{workflowId}/undo',
    ...tenants,
    operation: 'undoWorkflow',
    roles: admins,
  },
  {
    method: 'POST',
    path: '/tenants/{id}/workflows/{workflowId}/confirm',
    ...tenants,
    operation: 'confirmWorkflow',
    roles: admins,
  },
  { method: 'GET', path: '/requests', ...tenants, operation: 'listRequests', roles: operators },
  { method: 'GET', path: '/tenants/{id}/request', ...tenants, operation: 'getRequest', roles: operators },
  { method: 'POST', path: '/tenants/{id}/request/decline', ...tenants, operation: 'declineRequest', roles: admins },
  { method: 'GET', path: '/workflows', ...tenants, operation: 'listAllWorkflows', roles: operators },
  { method: 'GET', path: '/overview', ...tenants, operation: 'getOverview', roles: operators },
  { method: 'GET', path: '/operators', service: 'operators', operation: 'listOperators', roles: operators },
  { method: 'POST', path: '/operators', service: 'operators', operation: 'addOperator', roles: admins },
  { method: 'DELETE', path: '/operators/{id}', service: 'operators', operation: 'removeOperator', roles: admins },
  { method: 'DELETE', path: '/operators/{id}/mfa', service: 'operators', operation: 'resetMfa', roles: admins },
  { method: 'GET', path: '/me', service: 'operators', operation: 'getMe', roles: operators },
  {
    method: 'POST',
    path: '/me/sign-out-everywhere',
    service: 'operators',
    operation: 'signOutEverywhere',
    roles: operators,
  },
  {
    method: 'GET',
    path: '/failed-messages',
    service: 'failed-messages',
    operation: 'listFailedMessages',
    roles: operators,
  },
  {
    method: 'POST',
    path: '/failed-messages/redrive',
    service: 'failed-messages',
    operation: 'redriveFailedMessages',
    roles: admins,
  },
  { method: 'GET', path: '/audit', service: 'audit', operation: 'listAudit', roles: operators },
  {
    method: 'GET',
    path: '/stories/{requestId}',
    service: 'stories',
    operation: 'tellStory',
    roles: operators,
  },
  { method: 'GET', path: '/tenants/{id}/usage', ...usage, operation: 'listTenantUsage' },
  { method: 'GET', path: '/tenants/{id}/health', ...usage, operation: 'getHealth' },
  { method: 'GET', path: '/tenants/{id}/requests', ...usage, operation: 'listBadRequests' },
  { method: 'GET', path: '/usage', ...usage, operation: 'listUsage' },
  { method: 'GET', path: '/serving', ...usage, operation: 'getServing' },
  { method: 'GET', path: '/incidents', ...usage, operation: 'getIncidents' },
  { method: 'GET', path: '/costs', ...costs, operation: 'listCosts' },
  { method: 'GET', path: '/costs/unallocated', ...costs, operation: 'listUnallocatedCosts' },
  { method: 'GET', path: '/costs/lines', ...costs, operation: 'listCostLines' },
  { method: 'GET', path: '/costs/margins', ...costs, operation: 'listMargins' },
  { method: 'GET', path: '/costs/changes', ...costs, operation: 'listCostChanges' },
  { method: 'GET', path: '/costs/runs', ...costs, operation: 'listCostRuns' },
  { method: 'GET', path: '/alarms', ...alarms, operation: 'listAlarms' },
  { method: 'POST', path: '/alarms/{name}/acknowledge', ...alarms, operation: 'acknowledgeAlarm' },
  { method: 'GET', path: '/openapi.json', service: 'api-docs', operation: 'getOpenApi', roles: 'public' },
] as const satisfies readonly ControlPlaneRoute[]
