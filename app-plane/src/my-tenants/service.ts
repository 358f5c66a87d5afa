import { defineService } from '@tenantry/contracts/service/service.ts'
import { MyTenantPage } from './api.ts'

/** It reads the memberships of one person in all tenants, which no tenant session may: under the role of its function. */
export const MY_TENANTS = defineService({
  name: 'my-tenants',
  description: 'The tenants that a person belongs to',
  routes: [
    {
      method: 'GET',
      path: '/me/tenants',
      operation: 'listMyTenants',
      summary: 'List the tenants that the caller belongs to.',
      roles: ['TenantAdmin', 'TenantUser'],
      paged: true,
      response: MyTenantPage,
      needs: [],
    },
  ],
})
