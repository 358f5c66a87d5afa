import { workflowId } from '@tenantry/contracts/workflows.ts'
import { ApiError } from '@tenantry/toolkit/api-error.ts'
import { type ApiOperation, accepted } from '@tenantry/toolkit/http.ts'
import { finishedWorkflow } from '../workflows/workflow.ts'
import { changeTenant, type Services } from './change-tenant.ts'
import { findTenant } from './find-tenant.ts'

/**
 * Deletes a tenant whose onboarding failed, which frees its name. Nothing else is left of it that could be deleted, so this offboarding
 * is a single transaction. The tenant's record, its history and its workflows stay.
 */
export const deleteTenant =
  (services: Services): ApiOperation =>
  async (request) => {
    const tenant = await findTenant(services.tenants, request)
    if (tenant.status !== 'failed')
      throw new ApiError(
        'CONFLICT',
        `Only a tenant whose onboarding failed can be deleted; this one is ${tenant.status}.`,
      )
    const { tenantId, name } = tenant
    const id = workflowId(services.system.now(), services.system.random)
    // A rejected tenant has given up its name, and another one may have it.
    const hasName = (await services.tenants.tenantIdOf(name)) === tenantId
    await changeTenant(services, request, tenant, {
      change: { type: 'deleted' },
      consequences: (_after, at) => ({
        workflow: {
          before: null,
          after: finishedWorkflow({ tenantId, workflowId: id }, 'offboarding', 'release-name', at),
        },
        outbox: null,
        releasesName: hasName,
      }),
    })
    return accepted({ workflowId: id })
  }
