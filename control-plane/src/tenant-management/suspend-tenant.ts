import { SuspendBody } from '@tenantry/contracts/control-plane-api/schemas.ts'
import type { ApiOperation } from '@tenantry/toolkit/http.ts'
import { parse } from '@tenantry/toolkit/parse.ts'
import { changeTenant, type Services } from './change-tenant.ts'
import { announced } from './consequences.ts'

/** Stops serving a tenant: the app plane refuses its people's calls within PROPAGATION_SECONDS, tokens that were issued before included. */
export const suspendTenant =
  (services: Services): ApiOperation =>
  async (request) => {
    const { reason } = parse(SuspendBody, request.body)
    return changeTenant(services, request, { type: 'suspended', reason }, announced('sbt_aws_deactivateRequest'))
  }
