import type { ApiOperation } from '@tenantry/toolkit/http.ts'
import type { Services } from './change-tenant.ts'
import { decideOnTenant } from './decide-on-tenant.ts'

/** Lets a tenant that awaits approval be onboarded. */
export const approveTenant =
  (services: Services): ApiOperation =>
  (request) =>
    decideOnTenant(services, request, { action: 'confirm', reason: null })
