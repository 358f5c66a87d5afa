import type { DetailType, TenantState } from '@tenantry/contracts/events.ts'
import { applyChange, type Change, type Tenant, TransitionRefused } from '@tenantry/control-plane/tenants/tenant.ts'
import { stateOf } from '@tenantry/control-plane/tenants/tenant-state.ts'
import fc from 'fast-check'
import { AT, buildTenant } from '../support/builders.ts'

/** An event that the control plane publishes of a tenant. */
export interface Published {
  type: DetailType
  detail: TenantState
}

/** What happens to a tenant, and the event of it; null where the app plane need not hear of it. */
interface Transition {
  change: Change
  type: DetailType | null
}

const KEYS = ['key1', 'key2']
const attempt = (apiKeyId = ''): Transition[] => [
  { change: { type: 'api-key-created', apiKeyId }, type: null },
  { change: { type: 'provisioning-requested' }, type: 'sbt_aws_onboardingRequest' },
]
const FAILED: Transition[] = [
  { change: { type: 'onboarding-failed', reason: 'A test' }, type: 'sbt_aws_onboardingFailure' },
  { change: { type: 'onboarding-retried' }, type: null },
]

const names = fc.constantFrom('Acme', 'Globex', 'Initech')
const emails = fc.constantFrom('bob', 'eve')
/** What operators and workflows do to a tenant that is served; what its state does not allow does not happen. */
const later: fc.Arbitrary<Transition> = fc.oneof(
  fc.constant<Transition>({ change: { type: 'suspended', reason: 'A test' }, type: 'sbt_aws_deactivateRequest' }),
  fc.constant<Transition>({ change: { type: 'reactivated' }, type: 'sbt_aws_activateRequest' }),
  fc.constant<Transition>({ change: { type: 'invitation-resent' }, type: 'sbt_aws_resendInvitationRequest' }),
  names.map((name): Transition => ({ change: { type: 'renamed', name }, type: 'sbt_aws_tenantRenamed' })),
  emails.map(
    (email): Transition => ({
      change: { type: 'admin-appointed', email, reason: email },
      type: 'sbt_aws_appointAdminRequest',
    }),
  ),
  fc
    .integer({ min: 2, max: 8 })
    .map((shards): Transition => ({ change: { type: 'shards-announced', shards }, type: 'sbt_aws_updateRequest' })),
  fc.constant<Transition>({ change: { type: 'shards-grown' }, type: 'sbt_aws_tenantUpdated' }),
  fc.constant<Transition>({ change: { type: 'growth-undone', reason: 'A test' }, type: 'sbt_aws_tenantUpdated' }),
)

/**
 * Lives of a tenant, as what the control plane publishes of it, in parts: nothing of a part is published before the app plane has answered the
 * request that ends the one before.
 */
export const lives: fc.Arbitrary<Published[][]> = fc
  .tuple(fc.boolean(), fc.array(later, { maxLength: 10 }))
  .map(([failsFirst, rest]) => {
    const parts: Transition[][] = [
      ...(failsFirst ? [attempt(KEYS[0]), [...FAILED, ...attempt(KEYS[1])]] : [attempt(KEYS[1])]),
      [{ change: { type: 'activated' }, type: 'sbt_aws_onboardingSuccess' }, ...rest],
    ]
    let tenant: Tenant = buildTenant('provisioning')
    return parts.map((part) =>
      part.flatMap(({ change, type }) => {
        const next = changed(tenant, change)
        if (!next) return []
        tenant = next
        return type === null ? [] : [publishedOf(tenant, type)]
      }),
    )
  })

function changed(tenant: Tenant, change: Change): Tenant | null {
  try {
    return applyChange(tenant, change, AT)
  } catch (error) {
    if (error instanceof TransitionRefused) return null
    throw error
  }
}

function publishedOf(tenant: Tenant, type: DetailType): Published {
  const announced = type === 'sbt_aws_onboardingRequest' ? ('active' as const) : undefined
  const changedAt = Date.parse(AT) + tenant.sequence * 2000
  return { type, detail: { ...stateOf(tenant, { workflowId: null, announced }), changedAt } }
}
