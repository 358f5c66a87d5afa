import { OffboardingQuery } from '@tenantry/contracts/control-plane-api/workflow-schemas.ts'
import { workflowId } from '@tenantry/contracts/workflows.ts'
import { ApiError } from '@tenantry/toolkit/api-error.ts'
import { type ApiOperation, type ApiRequest, accepted } from '@tenantry/toolkit/http.ts'
import { parse } from '@tenantry/toolkit/parse.ts'
import { isServed, type Tenant } from '../tenants/tenant.ts'
import { finishedWorkflow } from '../workflows/workflow.ts'
import { changeTenant, type Services } from './change-tenant.ts'
import { findTenant } from './find-tenant.ts'
import { startWork } from './start-work.ts'

const DAY_MS = 86_400_000

/** Deletes a tenant: one whose onboarding failed at once, and one that is served after a time of grace in which this can be undone. */
export const deleteTenant =
  (services: Services & { graceDays: number }): ApiOperation =>
  async (request) => {
    const { graceDays = String(services.graceDays) } = parse(OffboardingQuery, request.query)
    const tenant = await findTenant(services.tenants, request)
    if (tenant.status === 'failed') return deleteAtOnce(services, request, tenant)
    if (!isServed(tenant)) throw new ApiError('CONFLICT', `The tenant is ${tenant.status}, which does not allow this.`)
    const days = Number(graceDays)
    const endsAt = new Date(services.system.now() + days * DAY_MS).toISOString()
    const { workflowId: id } = await startWork(services, request, tenant, {
      kind: 'offboarding',
      input: { graceDays: days, reason: 'An operator has asked for it' },
      change: { endsAt },
      ...(days > 0 && { begins: { at: endsAt, event: 'sbt_aws_offboardingScheduled' } }),
    })
    return accepted({ workflowId: id })
  }

/**
 * Nothing else is left of a failed tenant that could be deleted, so this offboarding is a single transaction. The tenant's record, its history
 * and its workflows stay.
 */
async function deleteAtOnce(services: Services, request: ApiRequest, tenant: Tenant) {
  const { tenantId, name } = tenant
  const id = workflowId(services.system.now(), services.system.random)
  // A rejected tenant has given up its name, and another one may have it.
  const hasName = (await services.tenants.tenantIdOf(name)) === tenantId
  await changeTenant(services, request, tenant, {
    change: { type: 'deleted' },
    consequences: (_after, at) => ({
      workflow: {
        before: null,
        after: finishedWorkflow({ tenantId, workflowId: id }, 'offboarding', 'release-name', at),
      },
      outbox: null,
      releasesName: hasName,
    }),
  })
  return accepted({ workflowId: id })
}
