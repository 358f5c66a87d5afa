import { type ApiOperation, accepted } from '@tenantry/toolkit/http.ts'
import type { Services } from './change-tenant.ts'
import { findTenant } from './find-tenant.ts'
import { startWork } from './start-work.ts'

/** Writes what a tenant has into files, while it goes on being served. */
export const exportTenant =
  (services: Services): ApiOperation =>
  async (request) => {
    const tenant = await findTenant(services.tenants, request)
    const { workflowId } = await startWork(services, request, tenant, { kind: 'export', input: {} })
    return accepted({ workflowId })
  }
