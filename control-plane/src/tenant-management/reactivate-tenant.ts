import type { ApiOperation } from '@tenantry/toolkit/http.ts'
import { changeTenant, type Services } from './change-tenant.ts'
import { announced } from './consequences.ts'

/** Serves a suspended tenant again. */
export const reactivateTenant =
  (services: Services): ApiOperation =>
  (request) =>
    changeTenant(services, request, { type: 'reactivated' }, announced('sbt_aws_activateRequest'))
