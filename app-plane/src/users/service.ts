import { defineAllowance } from '@tenantry/contracts/service/entitlement.ts'
import { defineService } from '@tenantry/contracts/service/service.ts'
import { on } from '@tenantry/contracts/service/tenant-table.ts'
import {
  ACCOUNT_LISTS,
  AccountAuditQuery,
  AccountBody,
  AccountCostsQuery,
  AccountRequestsQuery,
  AccountUsageQuery,
  AccountView,
} from '@tenantry/contracts/tenant-account.ts'
import { MEMBERSHIPS } from '../people/memberships-table.ts'
import { InvitationBody, MeView, UserBody, UserPage, UserView } from './api.ts'

export { InvitationBody, type MeView, type UserView } from './api.ts'

const everyone = ['TenantAdmin', 'TenantUser'] as const
const admins = ['TenantAdmin'] as const
/** A change of a membership is conditional on an admin who stays, and is published through the outbox. */
const withAdmin = ['ConditionCheckItem', 'Query'] as const

/** How many members a tenant has at most, whatever their state, where its tier says so. */
export const PEOPLE = defineAllowance({ key: 'people', label: 'People', per: 'tenant' })

export const USERS = defineService({
  name: 'users',
  description: 'People and memberships of a tenant',
  allowances: [PEOPLE],
  routes: [
    {
      method: 'GET',
      path: '/users',
      operation: 'listUsers',
      summary: 'List the people of the tenant.',
      roles: admins,
      paged: true,
      response: UserPage,
      needs: [on(MEMBERSHIPS, 'Query')],
    },
    {
      method: 'POST',
      path: '/users',
      operation: 'inviteUser',
      summary:
        'Invite a person. Someone without a password gets a temporary one by mail; someone of another tenant accepts by signing in to this one.',
      roles: admins,
      body: InvitationBody,
      example: { email: 'person@example.com', role: 'TenantUser' },
      response: UserView,
      errors: ['CONFLICT', 'TOO_MANY_INVITATIONS', 'MAIL_REJECTED', 'ALLOWANCE_SPENT'],
      needs: [on(MEMBERSHIPS, 'GetItem', 'Query', 'ConditionCheckItem', 'PutItem', 'UpdateItem', 'DeleteItem')],
    },
    {
      method: 'POST',
      path: '/users/{id}/resend',
      operation: 'resendInvitation',
      summary: 'Send an invitation again, with a fresh temporary password for a person who has none of their own.',
      roles: admins,
      errors: ['CONFLICT', 'TOO_MANY_INVITATIONS', 'MAIL_REJECTED'],
      needs: [on(MEMBERSHIPS, 'GetItem', 'UpdateItem', 'ConditionCheckItem')],
    },
    {
      method: 'GET',
      path: '/users/{id}',
      operation: 'getUser',
      summary: 'Get one person.',
      roles: admins,
      response: UserView,
      needs: [on(MEMBERSHIPS, 'GetItem')],
    },
    {
      method: 'PUT',
      path: '/users/{id}',
      operation: 'replaceUser',
      conditional: true,
      summary:
        'Change the role of a person, or disable or enable them. You cannot change yourself; one tenant admin stays.',
      roles: admins,
      body: UserBody,
      example: { role: 'TenantUser' },
      response: UserView,
      errors: ['CONFLICT'],
      needs: [on(MEMBERSHIPS, 'GetItem', 'UpdateItem', ...withAdmin)],
    },
    {
      method: 'DELETE',
      path: '/users/{id}',
      operation: 'removeUser',
      conditional: true,
      summary: 'Remove a person from the tenant; one tenant admin stays.',
      roles: admins,
      errors: ['CONFLICT'],
      needs: [on(MEMBERSHIPS, 'GetItem', 'DeleteItem', ...withAdmin)],
    },
    {
      method: 'GET',
      path: '/me',
      operation: 'getMe',
      summary: 'Get the caller, and the tenant that they act for.',
      roles: everyone,
      response: MeView,
      needs: [on(MEMBERSHIPS, 'GetItem')],
    },
    {
      method: 'POST',
      path: '/me/sign-out-everywhere',
      operation: 'signOutEverywhere',
      summary: 'End every session of the caller, in every tenant. Tokens are refused within a minute.',
      roles: everyone,
      needs: [],
    },
    {
      method: 'GET',
      path: '/account',
      operation: 'getAccount',
      summary: 'What the tenant has: its tier, what is left of the quota of the month, and what it asks for.',
      roles: admins,
      response: AccountView,
      errors: ['UNAVAILABLE'],
      needs: [],
    },
    {
      method: 'PUT',
      path: '/account',
      operation: 'replaceRequest',
      summary: 'Ask for another tier, or to leave; an operator decides. Null asks for nothing any more.',
      roles: admins,
      body: AccountBody,
      example: { request: null },
      response: AccountView,
      errors: ['CONFLICT', 'TIER_UNAVAILABLE', 'UNAVAILABLE'],
      needs: [],
    },
    {
      method: 'GET',
      path: '/account/usage',
      operation: 'listOwnUsage',
      summary: 'What the tenant used, by service and operation.',
      roles: admins,
      query: AccountUsageQuery,
      response: ACCOUNT_LISTS.usage,
      errors: ['UNAVAILABLE'],
      needs: [],
    },
    {
      method: 'GET',
      path: '/account/requests',
      operation: 'listOwnRequests',
      summary: 'Requests of the tenant that failed, were throttled or were slow, newest first.',
      roles: admins,
      query: AccountRequestsQuery,
      response: ACCOUNT_LISTS.requests,
      errors: ['UNAVAILABLE'],
      needs: [],
    },
    {
      method: 'GET',
      path: '/account/audit',
      operation: 'listOwnAudit',
      summary: 'What people of the tenant changed, newest first.',
      roles: admins,
      query: AccountAuditQuery,
      response: ACCOUNT_LISTS.audit,
      errors: ['UNAVAILABLE'],
      needs: [],
    },
    {
      method: 'GET',
      path: '/account/costs',
      operation: 'listOwnCosts',
      summary: 'What the tenant used of what its provider is billed for, and what that cost, if the provider shows it.',
      roles: admins,
      query: AccountCostsQuery,
      response: ACCOUNT_LISTS.costs,
      errors: ['UNAVAILABLE'],
      needs: [],
    },
  ],
})
