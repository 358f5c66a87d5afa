import type { ApiOperation } from '@tenantry/toolkit/http.ts'
import { announceChange } from './announce-change.ts'
import type { Services } from './change-tenant.ts'

/** Serves a suspended tenant again. */
export const reactivateTenant =
  (services: Services): ApiOperation =>
  (request) =>
    announceChange(services, request, { change: { type: 'reactivated' }, type: 'sbt_aws_activateRequest' })
