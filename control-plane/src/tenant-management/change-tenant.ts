import { ApiError } from '@tenantry/toolkit/api-error.ts'
import type { ApiRequest } from '@tenantry/toolkit/http.ts'
import { preconditionFailed } from '@tenantry/toolkit/precondition.ts'
import type { System } from '@tenantry/toolkit/system.ts'
import { byOperator, operatorOf, operatorRemoved } from '../operators/operator.ts'
import { auditChange } from '../tenants/audit.ts'
import { NameTaken } from '../tenants/name-claims.ts'
import type { SendNow } from '../tenants/outbox-entries.ts'
import { Stale } from '../tenants/stale.ts'
import { applyChange, type Change, type Tenant, TransitionRefused } from '../tenants/tenant.ts'
import { type Commit, OperatorRemoved, type TenantStore } from '../tenants/tenant-store.ts'
import type { WorkflowStore } from '../workflows/workflow-store.ts'

export interface Services {
  tenants: Pick<TenantStore, 'tenant' | 'tenantIdOf' | 'commit'>
  workflows: Pick<WorkflowStore, 'get'>
  send: SendNow
  system: Pick<System, 'now' | 'random' | 'uuid'>
}

/** What an operator's change brings with it, in the same transaction. */
export type Consequences = Pick<Commit, 'workflow' | 'outbox' | 'releasesName' | 'endsRequest' | 'likenesses'>

/** Changes a tenant in an operator's name, who must be an operator still when it is written. */
export async function changeTenant(
  { tenants, send, system }: Pick<Services, 'tenants' | 'send' | 'system'>,
  request: ApiRequest,
  before: Tenant,
  { change, consequences }: { change: Change; consequences: (after: Tenant, at: string) => Consequences },
): Promise<Tenant> {
  const { userId } = operatorOf(request)
  const at = new Date(system.now()).toISOString()
  const after = permitted(before, change, at)
  const brought = consequences(after, at)
  try {
    await tenants.commit({
      before,
      after,
      ...brought,
      audit: auditChange(before, after, change, { writer: 'tenant-management', by: byOperator(request), system }),
      operatorId: userId,
    })
  } catch (error) {
    if (error instanceof OperatorRemoved) throw operatorRemoved()
    if (error instanceof NameTaken)
      throw new ApiError('NAME_TAKEN', 'Another tenant has this name, or one that looks like it.', { field: 'name' })
    if (error instanceof Stale && request.precondition) throw preconditionFailed(request.precondition, error)
    if (error instanceof Stale)
      throw new ApiError('CONFLICT', 'The tenant was changed by another request. Fetch it and try again.', {
        cause: error,
      })
    throw error
  }
  if (brought.outbox) await send(brought.outbox)
  return after
}

function permitted(tenant: Tenant, change: Change, at: string): Tenant {
  try {
    const next = applyChange(tenant, change, at)
    if (next) return next
  } catch (error) {
    if (!(error instanceof TransitionRefused)) throw error
  }
  throw new ApiError('CONFLICT', `The tenant is ${tenant.status}, which does not allow this.`)
}
