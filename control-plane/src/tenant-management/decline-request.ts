import { DeclineBody } from '@tenantry/contracts/control-plane-api/request-schemas.ts'
import { ApiError } from '@tenantry/toolkit/api-error.ts'
import { type ApiOperation, noContent } from '@tenantry/toolkit/http.ts'
import { parse } from '@tenantry/toolkit/parse.ts'
import type { System } from '@tenantry/toolkit/system.ts'
import { byOperator } from '../operators/operator.ts'
import { auditRequest } from '../tenants/audit.ts'
import { Stale } from '../tenants/stale.ts'
import type { TenantRequest, TenantRequests } from '../tenants/tenant-requests.ts'
import type { TenantStore } from '../tenants/tenant-store.ts'
import { findTenant } from './find-tenant.ts'

interface Services {
  tenants: Pick<TenantStore, 'tenant'>
  requests: Pick<TenantRequests, 'get' | 'change'>
  system: Pick<System, 'now' | 'uuid'>
}

/** Declines what a tenant asks for; its admins see why. */
export const declineRequest =
  ({ tenants, requests, system }: Services): ApiOperation =>
  async (request) => {
    const { reason } = parse(DeclineBody, request.body)
    const { tenantId } = await findTenant(tenants, request)
    const before = await requests.get(tenantId)
    if (before?.state !== 'open') throw new ApiError('CONFLICT', 'The tenant asks for nothing.')
    const after: TenantRequest = { ...before, state: 'declined', reason }
    const recording = { writer: 'tenant-management', by: byOperator(request), system } as const
    const audit = auditRequest({ before, after, action: 'request-declined' }, recording)
    try {
      await requests.change({ before, after, audit })
    } catch (error) {
      if (!(error instanceof Stale)) throw error
      // Without the cause, for which it would be tried again: nobody declines what they have not read.
      throw new ApiError('CONFLICT', 'The tenant asks for something else by now. Look again.')
    }
    return noContent()
  }
