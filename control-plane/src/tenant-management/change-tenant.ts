import { TenantId } from '@tenantry/contracts/ids.ts'
import { ApiError } from '@tenantry/toolkit/api-error.ts'
import { type ApiRequest, type ApiResponse, ok } from '@tenantry/toolkit/http.ts'
import type { System } from '@tenantry/toolkit/system.ts'
import * as z from 'zod/mini'
import { operatorOf } from '../operators/operator.ts'
import { audited } from '../tenants/audit.ts'
import type { Registration } from '../tenants/onboarding.ts'
import type { OutboxRecord, Send } from '../tenants/outbox.ts'
import { type Change, changed, type Tenant, TransitionRefused } from '../tenants/tenant.ts'
import { Stale, type TenantStore } from '../tenants/tenant-store.ts'
import { detailsOf } from './tenant-view.ts'

export interface Services {
  tenants: Pick<TenantStore, 'tenant' | 'registration' | 'commit'>
  send: Send<OutboxRecord>
  system: Pick<System, 'now'>
}

/** What an operator's change brings with it, in the same transaction. */
export interface Consequences {
  outbox(next: Tenant, at: string): OutboxRecord
  /** The onboarding as it is afterwards; null where the change has nothing to do with it. */
  registration: ((before: Registration) => Partial<Registration>) | null
}

/** Changes a tenant in an operator's name, and answers what it is now. */
export async function changeTenant(
  { tenants, send, system }: Services,
  request: ApiRequest,
  change: Change,
  { outbox, registration }: Consequences,
): Promise<ApiResponse> {
  const before = await found(tenants, request.params.id)
  const at = new Date(system.now()).toISOString()
  const after = permitted(before, change, at)
  const record = outbox(after, at)
  const onboarding = registration && (await tenants.registration(before.registrationId))
  try {
    await tenants.commit({
      before,
      after,
      registration: onboarding && {
        before: onboarding,
        after: { ...onboarding, ...registration?.(onboarding), version: onboarding.version + 1 },
      },
      audit: audited(before, after, change, { actor: operatorOf(request).email, at }),
      outbox: record,
    })
  } catch (error) {
    if (error instanceof Stale) throw new ApiError('CONFLICT', 'The tenant is being changed by others. Read it again.')
    throw error
  }
  await send(record)
  return ok(detailsOf(after))
}

async function found(tenants: Pick<TenantStore, 'tenant'>, param: string | undefined): Promise<Tenant> {
  const id = z.safeParse(TenantId, param).data
  const tenant = id === undefined ? null : await tenants.tenant(id)
  if (!tenant) throw new ApiError('NOT_FOUND', 'There is no such tenant.')
  return tenant
}

function permitted(tenant: Tenant, change: Change, at: string): Tenant {
  try {
    const next = changed(tenant, change, at)
    if (next) return next
  } catch (error) {
    if (!(error instanceof TransitionRefused)) throw error
  }
  throw new ApiError('CONFLICT', `The tenant is ${tenant.status}, which does not allow this.`)
}
