import type { ApiOperation } from '@tenantry/toolkit/http.ts'
import { changeTenant, type Services } from './change-tenant.ts'
import { onboarding } from './consequences.ts'

/** Lets a tenant that awaits approval be onboarded. */
export const approveTenant =
  (services: Services): ApiOperation =>
  (request) =>
    changeTenant(services, request, { type: 'approved' }, onboarding)
