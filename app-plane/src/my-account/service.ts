import { defineService } from '@tenantry/contracts/service/service.ts'

/** It ends memberships of one person in all tenants, which no tenant session may: under the role of its function. */
export const MY_ACCOUNT = defineService({
  name: 'my-account',
  description: 'The end of a person’s account',
  routes: [
    {
      method: 'DELETE',
      path: '/me',
      operation: 'deleteMe',
      summary:
        'Leave all tenants, and have the account deleted. Refused while the caller is the only admin of one of them.',
      roles: ['TenantAdmin', 'TenantUser'],
      errors: ['CONFLICT'],
      needs: [],
    },
  ],
})
