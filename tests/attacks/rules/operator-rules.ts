import { anyId } from '../product/own-ids.ts'
import { answerOf } from '../world/http.ts'
import { inTurn } from '../world/in-turn.ts'
import { operate } from '../world/operate.ts'
import {
  addedOperator,
  awaitingApproval,
  failedTenant,
  pausedAndResumed,
  SPARE_TIER,
  workflowOf,
} from '../world/operating.ts'
import { confirmWith, unconfirmed } from '../world/registrations.ts'
import { oneItem, type RouteRule } from './route-rule.ts'

/** Operators own every tenant: what is foreign to them does not exist. */
const tenants: NonNullable<RouteRule['ids']> = {
  own: ({ attacker }) => attacker.config.tenantId,
  standing: ({ attacker }) => attacker.config.tenantId,
  foreign: () => 'zzzzzzzzzzzz',
  otherKinds: (world) => [['entity', anyId(world)]],
}
/** Workflows of the attacker's tenant; there is none of that id, and none of another tenant's id. */
const workflows: NonNullable<RouteRule['ids']> = {
  own: ({ workflowId }) => workflowId,
  standing: ({ workflowId }) => workflowId,
  foreign: () => `wfl_${'z'.repeat(22)}`,
  otherKinds: ({ victim, workflowId }) => [
    ['workflow under another tenant', `${victim.config.tenantId}/workflows/${workflowId}`],
  ],
  parent: ({ attacker }) => `${attacker.config.tenantId}/workflows/`,
}
const registrations: NonNullable<RouteRule['ids']> = {
  own: ({ registrationId }) => registrationId,
  standing: ({ registrationId }) => registrationId,
  foreign: () => `reg_${'z'.repeat(26)}`,
  otherKinds: ({ attacker }) => [['tenant', attacker.config.tenantId]],
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
  getRegistration: { ids: registrations },
  confirmRegistration: {
    ids: { ...registrations, own: async (world) => (await unconfirmed(world)).id },
    body: () => ({ code: '000000' }),
    control: async (world) => {
      const { id, code } = await unconfirmed(world)
      return answerOf(await confirmWith(world, id, code))
    },
  },
  resendCode: { ids: { ...registrations, own: async (world) => (await unconfirmed(world)).id } },
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
  // Both change the tenant, one at a time.
  resendInvitation: { ids: tenants, alone: 'tenant' },
  appointAdmin: {
    ids: tenants,
    body: ({ run }) => ({ email: `appointed-${++names}@${run}.example` }),
    alone: 'tenant',
  },
  retryTenant: { ids: { ...tenants, own: failedTenant }, costly: true },
  approveTenant: { ids: { ...tenants, own: awaitingApproval }, costly: true },
  rejectTenant: { ids: { ...tenants, own: awaitingApproval }, body: reason, costly: true },
  deleteTenant: { ids: { ...tenants, own: failedTenant }, costly: true },
  listWorkflows: { ids: tenants, ...oneItem },
  getWorkflow: { ids: workflows },
  retryWorkflow: { ids: { ...workflows, own: (world) => workflowOf(world, failedTenant) }, costly: true },
  undoWorkflow: { ids: { ...workflows, own: (world) => workflowOf(world, awaitingApproval) }, costly: true },
  confirmWorkflow: { ids: { ...workflows, own: (world) => workflowOf(world, awaitingApproval) }, costly: true },
  getOverview: {},
  listAudit: oneItem,
  listFailedMessages: oneItem,
  // One at a time, and the one before goes on after it was answered.
  redriveFailedMessages: { costly: true },
  listOperators: oneItem,
  addOperator: {
    body: ({ run }) => ({ email: `added-${++names}@${run}.example`, role: 'CustomerSupport' }),
    alone: 'operators',
  },
  removeOperator: {
    ids: {
      own: addedOperator,
      standing: ({ operators }) => operators.CustomerSupport.userId,
      foreign: () => '00000000-0000-4000-8000-000000000000',
      otherKinds: ({ attacker }) => [['tenant', attacker.config.tenantId]],
    },
    alone: 'operators',
  },
  resetMfa: {
    ids: {
      own: addedOperator,
      standing: ({ operators }) => operators.CustomerSupport.userId,
      foreign: () => '00000000-0000-4000-8000-000000000000',
      otherKinds: ({ attacker }) => [['tenant', attacker.config.tenantId]],
    },
    alone: 'operators',
  },
  getMe: {},
  getOpenApi: {},
}
