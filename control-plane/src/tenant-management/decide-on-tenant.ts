import { ApiError } from '@tenantry/toolkit/api-error.ts'
import { type ApiRequest, type ApiResponse, ok } from '@tenantry/toolkit/http.ts'
import { applyAction } from './apply-action.ts'
import type { Services } from './change-tenant.ts'
import { findTenant, findWorkflow } from './find-tenant.ts'
import { detailsOf } from './tenant-view.ts'

/** Lets the onboarding of a tenant that awaits approval run, or takes it back. */
export async function decideOnTenant(
  services: Services,
  request: ApiRequest,
  decision: { action: 'confirm' | 'undo'; reason: string | null },
): Promise<ApiResponse> {
  const tenant = await findTenant(services.tenants, request)
  if (tenant.status !== 'awaiting-approval' || tenant.workflowId === null)
    throw new ApiError('CONFLICT', `The tenant is ${tenant.status} and awaits no approval.`)
  const workflow = await findWorkflow(services.workflows, tenant, tenant.workflowId)
  const acted = await applyAction(services, request, { tenant, workflow }, decision)
  return ok(detailsOf(acted.tenant))
}
