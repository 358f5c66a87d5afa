import { defineService } from '@tenantry/contracts/service/service.ts'
import { MyDataView } from './api.ts'

/** It reads what is stored of one person in all tenants, which no tenant session may: under the role of its function, which writes nothing. */
export const MY_DATA = defineService({
  name: 'my-data',
  description: 'What is stored of a person',
  routes: [
    {
      method: 'GET',
      path: '/me/export',
      operation: 'exportMe',
      summary: 'All that is stored of the caller, in all their tenants.',
      roles: ['TenantAdmin', 'TenantUser'],
      response: MyDataView,
      needs: [],
    },
  ],
})
