import { DownloadLink, LinkBody } from '@tenantry/contracts/exports.ts'
import { defineService } from '@tenantry/contracts/service/service.ts'
import { ExportPage, RequestedExport } from './api.ts'

const admins = ['TenantAdmin'] as const

/** What a tenant takes along. Files are reached by sessions of their own, which are bound to the tenant as those of tables are. */
export const EXPORTS = defineService({
  name: 'exports',
  description: 'Exports of a tenant',
  routes: [
    {
      method: 'GET',
      path: '/exports',
      operation: 'listExports',
      summary: 'The latest exports of the tenant, newest first.',
      roles: admins,
      response: ExportPage,
      needs: [],
    },
    {
      method: 'POST',
      path: '/exports',
      operation: 'requestExport',
      summary:
        'Ask for an export of all that the tenant has. It is in the list once it has begun, and complete when it has a manifest.',
      roles: admins,
      status: 202,
      response: RequestedExport,
      needs: [],
    },
    {
      method: 'GET',
      path: '/exports/{id}/link',
      operation: 'linkOwnExport',
      summary: 'A link to a file of an export, which anybody can follow for a few minutes.',
      roles: admins,
      query: LinkBody,
      response: DownloadLink,
      needs: [],
    },
  ],
})
