import { ApiError } from '@tenantry/toolkit/api-error.ts'
import { type ApiOperation, ok } from '@tenantry/toolkit/http.ts'
import { applyAction } from './apply-action.ts'
import type { Services } from './change-tenant.ts'
import { findTenant, findWorkflow } from './find-tenant.ts'
import { detailsOf } from './tenant-view.ts'

/** Runs a tenant's workflow that failed again, from its first step; the history keeps why it failed. */
export const retryTenant =
  (services: Services): ApiOperation =>
  async (request) => {
    const tenant = await findTenant(services.tenants, request)
    if (tenant.workflowId === null) throw new ApiError('CONFLICT', 'No workflow of this tenant can be retried.')
    const workflow = await findWorkflow(services.workflows, tenant, tenant.workflowId)
    const acted = await applyAction(services, request, { tenant, workflow }, { action: 'retry', reason: null })
    return ok(detailsOf(acted.tenant))
  }
