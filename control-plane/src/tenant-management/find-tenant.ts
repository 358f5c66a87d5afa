import { TenantId } from '@tenantry/contracts/ids.ts'
import { WorkflowId } from '@tenantry/contracts/workflows.ts'
import { ApiError } from '@tenantry/toolkit/api-error.ts'
import type { ApiRequest } from '@tenantry/toolkit/http.ts'
import { assertFits } from '@tenantry/toolkit/precondition.ts'
import * as z from 'zod/mini'
import type { Tenant } from '../tenants/tenant.ts'
import type { TenantStore } from '../tenants/tenant-store.ts'
import type { Workflow } from '../workflows/workflow.ts'
import type { WorkflowStore } from '../workflows/workflow-store.ts'

/** The tenant that a request names; NOT_FOUND when there is none, whatever the path holds, and PRECONDITION_FAILED when it is stale. */
export async function findTenant(
  tenants: Pick<TenantStore, 'tenant'>,
  { params, precondition }: Pick<ApiRequest, 'params' | 'precondition'>,
): Promise<Tenant> {
  const id = z.safeParse(TenantId, params.id).data
  const tenant = id === undefined ? null : await tenants.tenant(id)
  if (!tenant) throw new ApiError('NOT_FOUND', 'There is no such tenant.')
  assertFits(precondition, tenant.tenantId, tenant.sequence)
  return tenant
}

/** The workflow of a tenant that a path names. */
export async function findWorkflow(
  workflows: Pick<WorkflowStore, 'get'>,
  { tenantId }: Tenant,
  param: string | undefined,
): Promise<Workflow> {
  const id = z.safeParse(WorkflowId, param).data
  const workflow = id === undefined ? null : await workflows.get(tenantId, id)
  if (!workflow) throw new ApiError('NOT_FOUND', 'The tenant has no such workflow.')
  return workflow
}
