import type { ApiOperation } from '@tenantry/toolkit/http.ts'
import { changeTenant, type Services } from './change-tenant.ts'
import { onboarding } from './consequences.ts'

/** Begins an onboarding that failed again, from its first step; the history keeps why it failed. */
export const retryOnboarding =
  (services: Services): ApiOperation =>
  (request) =>
    changeTenant(services, request, { type: 'onboarding-retried' }, onboarding)
