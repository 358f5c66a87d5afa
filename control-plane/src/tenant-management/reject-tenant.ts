import { RejectBody } from '@tenantry/contracts/control-plane-api/workflow-schemas.ts'
import type { ApiOperation } from '@tenantry/toolkit/http.ts'
import { parse } from '@tenantry/toolkit/parse.ts'
import * as z from 'zod/mini'
import type { Services } from './change-tenant.ts'
import { decideOnTenant } from './decide-on-tenant.ts'

/** Refuses a tenant that awaits approval. Its name is free again, and the applicant learns that the request was declined. */
export const rejectTenant =
  (services: Services): ApiOperation =>
  async (request) => {
    const { reason = null } = parse(z.optional(RejectBody), request.body) ?? {}
    return decideOnTenant(services, request, { action: 'undo', reason })
  }
