import { GrowShardsBody } from '@tenantry/contracts/control-plane-api/workflow-schemas.ts'
import { ApiError } from '@tenantry/toolkit/api-error.ts'
import { type ApiOperation, accepted } from '@tenantry/toolkit/http.ts'
import { parse } from '@tenantry/toolkit/parse.ts'
import type { Services } from './change-tenant.ts'
import { findTenant } from './find-tenant.ts'
import { startWork } from './start-work.ts'

/** Spreads a tenant's new data over more shards: a tier says no more than how many a new tenant begins with. */
export const growShards =
  (services: Services): ApiOperation =>
  async (request) => {
    const { shards } = parse(GrowShardsBody, request.body)
    const tenant = await findTenant(services.tenants, request)
    if (shards <= tenant.shards)
      throw new ApiError('CONFLICT', `The tenant has ${tenant.shards} shards, and their number only grows.`, {
        field: 'shards',
      })
    const { workflowId } = await startWork(services, request, tenant, { kind: 'grow-shards', input: { shards } })
    return accepted({ workflowId })
  }
