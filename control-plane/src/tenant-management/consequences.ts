import type { DetailType } from '@tenantry/contracts/events.ts'
import { newSteps } from '../tenants/onboarding.ts'
import { stateOf } from '../tenants/tenant.ts'
import type { Consequences } from './change-tenant.ts'

/** The app plane is asked to follow. */
export const announced = (type: DetailType): Consequences => ({
  outbox: (tenant, at) => ({
    kind: 'event',
    tenantId: tenant.tenantId,
    sequence: tenant.sequence,
    at,
    type,
    detail: stateOf(tenant),
  }),
  registration: null,
})

/** The onboarding begins, from its first step. */
export const onboarding: Consequences = {
  outbox: ({ tenantId, registrationId, sequence }, at) => ({ kind: 'start', tenantId, registrationId, sequence, at }),
  registration: () => ({ status: 'provisioning', steps: newSteps(), pending: null }),
}
