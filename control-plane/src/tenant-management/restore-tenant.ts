import { RestoreBody } from '@tenantry/contracts/control-plane-api/workflow-schemas.ts'
import { ApiError } from '@tenantry/toolkit/api-error.ts'
import { type ApiOperation, accepted } from '@tenantry/toolkit/http.ts'
import { parse } from '@tenantry/toolkit/parse.ts'
import type { Services } from './change-tenant.ts'
import { findTenant } from './find-tenant.ts'
import { startWork } from './start-work.ts'

/** Brings back what an export of a tenant holds. What its people write meanwhile would be mixed with that, so they are shut out first. */
export const restoreTenant =
  (services: Services): ApiOperation =>
  async (request) => {
    const input = parse(RestoreBody, request.body)
    const tenant = await findTenant(services.tenants, request)
    if (tenant.status !== 'suspended')
      throw new ApiError('CONFLICT', `The tenant is ${tenant.status}. Suspend it first, and reactivate it afterwards.`)
    const { workflowId } = await startWork(services, request, tenant, { kind: 'restore', input })
    return accepted({ workflowId })
  }
