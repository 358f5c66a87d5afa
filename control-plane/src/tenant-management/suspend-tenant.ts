import { SuspendBody } from '@tenantry/contracts/control-plane-api/workflow-schemas.ts'
import type { ApiOperation } from '@tenantry/toolkit/http.ts'
import { parse } from '@tenantry/toolkit/parse.ts'
import { announceChange } from './announce-change.ts'
import type { Services } from './change-tenant.ts'

/** Stops serving a tenant: the app plane refuses its people's calls within PROPAGATION_SECONDS, tokens that were issued before included. */
export const suspendTenant =
  (services: Services): ApiOperation =>
  async (request) => {
    const { reason } = parse(SuspendBody, request.body)
    return announceChange(services, request, {
      change: { type: 'suspended', reason },
      type: 'sbt_aws_deactivateRequest',
    })
  }
