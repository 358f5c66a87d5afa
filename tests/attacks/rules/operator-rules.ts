import { anyId } from '../product/own-ids.ts'
import { answerOf } from '../world/http.ts'
import { inTurn } from '../world/in-turn.ts'
import {
  addedOperator,
  awaitingApproval,
  failedTenant,
  operate,
  pausedAndResumed,
  SPARE_TIER,
} from '../world/operating.ts'
import { oneItem, type RouteRule } from './route-rule.ts'

/** Operators own every tenant: what is foreign to them does not exist. */
const tenants: NonNullable<RouteRule['ids']> = {
  own: ({ attacker }) => attacker.config.tenantId,
  standing: ({ attacker }) => attacker.config.tenantId,
  foreign: () => 'zzzzzzzzzzzz',
  otherKinds: (world) => [['entity', anyId(world)]],
}
const reason = () => ({ reason: 'A test' })

let names = 0
const registration: RouteRule['body'] = ({ run }) => ({
  tenantName: `Rightful ${run} ${++names}`,
  email: `rightful-${names}@${run}.example`,
  tier: 'Basic',
})

/** How each operation of the control plane is called rightfully. */
export const OPERATOR_RULES: Record<string, RouteRule> = {
  register: { body: registration },
  getRegistration: {
    ids: {
      own: ({ registrationId }) => registrationId,
      standing: ({ registrationId }) => registrationId,
      foreign: () => `reg_${'z'.repeat(26)}`,
      otherKinds: ({ attacker }) => [['tenant', attacker.config.tenantId]],
    },
  },
  getTenantConfig: { query: ({ attacker }) => `?name=${encodeURIComponent(attacker.config.name)}` },
  listTiers: {},
  replaceTier: {
    body: () => ({ priceCents: 19900 }),
    ids: { own: () => SPARE_TIER, standing: () => SPARE_TIER, foreign: () => 'Gold', otherKinds: tenants.otherKinds },
    control: (world, token) =>
      inTurn(SPARE_TIER, async () =>
        answerOf(
          await operate(world, { method: 'PUT', path: `/tiers/${SPARE_TIER}`, token, body: { priceCents: 19900 } }),
        ),
      ),
  },
  listTenants: oneItem,
  registerTenant: { body: registration },
  getTenant: { ids: tenants },
  getHistory: { ids: tenants, ...oneItem },
  listPeople: { ids: tenants, ...oneItem },
  suspendTenant: {
    ids: tenants,
    body: reason,
    control: async (world, token) => (await pausedAndResumed(world, token)).suspended,
  },
  reactivateTenant: {
    ids: tenants,
    control: async (world, token) => (await pausedAndResumed(world, token)).reactivated,
  },
  retryOnboarding: { ids: { ...tenants, own: failedTenant }, costly: true },
  approveTenant: { ids: { ...tenants, own: awaitingApproval }, costly: true },
  getOverview: {},
  listFailedMessages: { anyPosition: true, ...oneItem },
  // One at a time, and the one before goes on after it was answered.
  redriveFailedMessages: { costly: true },
  listOperators: { anyPosition: true, ...oneItem },
  addOperator: { body: ({ run }) => ({ email: `added-${++names}@${run}.example`, role: 'CustomerSupport' }) },
  removeOperator: {
    ids: {
      own: addedOperator,
      standing: ({ operators }) => operators.CustomerSupport.userId,
      foreign: () => '00000000-0000-4000-8000-000000000000',
      otherKinds: ({ attacker }) => [['tenant', attacker.config.tenantId]],
    },
    // Only one removal runs at a time, and another one is told to come again.
    alone: true,
  },
  getMe: {},
  getOpenApi: {},
}
