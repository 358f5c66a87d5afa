import { FORMER_NAME_DAYS, RenameBody } from '@tenantry/contracts/control-plane-api/tenant-name-schemas.ts'
import { ApiError } from '@tenantry/toolkit/api-error.ts'
import { type ApiOperation, ok } from '@tenantry/toolkit/http.ts'
import { parse } from '@tenantry/toolkit/parse.ts'
import { likenessesOf } from '../tenants/likenesses.ts'
import { eventEntry } from '../tenants/outbox-entries.ts'
import { claimedNames } from '../tenants/tenant.ts'
import { stateOf } from '../tenants/tenant-state.ts'
import { changeTenant, type Services } from './change-tenant.ts'
import { findTenant } from './find-tenant.ts'
import { detailsOf } from './tenant-view.ts'

/** Each keeps a name from everybody else, and a transaction that gives them all up has at most 100 writes. */
const MAX_FORMER_NAMES = 10

/**
 * Gives a tenant another name. The claim of the name moves in the transaction of the change; the old one stays the tenant's for some
 * time, so that links and habits lead its people to the sign-in.
 */
export const renameTenant =
  (services: Services): ApiOperation =>
  async (request) => {
    const { name } = parse(RenameBody, request.body)
    const tenant = await findTenant(services.tenants, request)
    // So that it can be sent again after an answer that was lost.
    if (tenant.name === name) return ok(detailsOf(tenant))
    const former = claimedNames(tenant, services.system.now()).filter((one) => one.name !== name)
    if (former.length >= MAX_FORMER_NAMES)
      throw new ApiError(
        'CONFLICT',
        `The tenant was renamed ${MAX_FORMER_NAMES} times within ${FORMER_NAME_DAYS} days. It can be renamed again after ${former[0]?.until}.`,
      )
    const after = await changeTenant(services, request, tenant, {
      change: { type: 'renamed', name },
      consequences: (next, at) => ({
        workflow: null,
        outbox: eventEntry('sbt_aws_tenantRenamed', stateOf(next, { workflowId: null }), at),
        likenesses: likenessesOf(name),
      }),
    })
    return ok(detailsOf(after))
  }
