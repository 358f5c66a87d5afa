import { type ApiOperation, accepted } from '@tenantry/toolkit/http.ts'
import { applyAction } from './apply-action.ts'
import type { Services } from './change-tenant.ts'
import { findTenant, findWorkflow } from './find-tenant.ts'
import { workflowView } from './workflow-view.ts'

/** Retries, undoes or confirms a workflow of whatever kind. */
export const actOnWorkflow =
  (services: Services, action: 'retry' | 'undo' | 'confirm'): ApiOperation =>
  async (request) => {
    const tenant = await findTenant(services.tenants, request)
    const workflow = await findWorkflow(services.workflows, tenant, request.params.workflowId)
    const acted = await applyAction(services, request, { tenant, workflow }, { action, reason: null })
    return accepted(workflowView(acted.workflow))
  }
