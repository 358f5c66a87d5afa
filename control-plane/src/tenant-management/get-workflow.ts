import { type ApiOperation, ok } from '@tenantry/toolkit/http.ts'
import type { TenantStore } from '../tenants/tenant-store.ts'
import type { WorkflowStore } from '../workflows/workflow-store.ts'
import { findTenant, findWorkflow } from './find-tenant.ts'
import { workflowView } from './workflow-view.ts'

interface Services {
  tenants: Pick<TenantStore, 'tenant'>
  workflows: Pick<WorkflowStore, 'get'>
}

/** One workflow of a tenant, step by step. */
export const getWorkflow =
  ({ tenants, workflows }: Services): ApiOperation =>
  async (request) => {
    const { params } = request
    const tenant = await findTenant(tenants, request)
    return ok(workflowView(await findWorkflow(workflows, tenant, params.workflowId)))
  }
