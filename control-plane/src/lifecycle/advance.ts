import type { DetailType, TenantState } from '@tenantry/contracts/events.ts'
import type { System } from '@tenantry/toolkit/system.ts'
import { audited } from '../tenants/audit.ts'
import type { Registration } from '../tenants/onboarding.ts'
import type { EventRecord, Send } from '../tenants/outbox.ts'
import { type Change, changed, stateOf, type Tenant } from '../tenants/tenant.ts'
import type { Onboarding, TenantStore } from '../tenants/tenant-store.ts'
import type { StepInput, StepResult } from './step.ts'

export interface Services {
  tenants: Pick<TenantStore, 'tenant' | 'registration' | 'commit'>
  publish: Send<EventRecord>
  system: Pick<System, 'now'>
}

/** What a change brings with it. */
export interface Consequences {
  registration(next: Tenant): Partial<Pick<Registration, 'status' | 'steps' | 'pending'>>
  /** Null where nobody outside needs to hear of it yet. */
  event: { type: DetailType; status?: TenantState['status'] } | null
}

/** The tenant and the registration that a step is about. */
export async function onboardingOf(
  { tenants }: Pick<Services, 'tenants'>,
  { tenantId, registrationId }: Pick<StepInput, 'tenantId' | 'registrationId'>,
): Promise<Onboarding> {
  const [tenant, registration] = await Promise.all([tenants.tenant(tenantId), tenants.registration(registrationId)])
  if (tenant && registration?.tenantId === tenantId) return { tenant, registration }
  throw new Error(`There is no tenant ${tenantId} with registration ${registrationId}`)
}

/** Changes a tenant, with its audit record, its onboarding's progress and its event in one transaction; then the event leaves. */
export async function advance(
  { tenants, publish, system }: Services,
  before: Onboarding,
  change: Change,
  { registration, event }: Consequences,
): Promise<Tenant> {
  const at = new Date(system.now()).toISOString()
  const tenant = changed(before.tenant, change, at)
  if (!tenant) return before.tenant
  const version = before.registration.version + 1
  const progress = { ...before.registration, ...registration(tenant), version }
  const { tenantId, sequence } = tenant
  const outbox: EventRecord | null = event && {
    kind: 'event',
    tenantId,
    sequence,
    at,
    type: event.type,
    detail: stateOf(tenant, event.status),
  }
  await tenants.commit({
    before: before.tenant,
    after: tenant,
    registration: { before: before.registration, after: progress },
    audit: audited(before.tenant, tenant, change, { actor: 'lifecycle', at }),
    outbox,
  })
  if (outbox) await publish(outbox)
  return tenant
}

export const resultOf = ({ tenantId, registrationId, status, sequence }: Tenant): StepResult => ({
  tenantId,
  registrationId,
  status,
  sequence,
})
