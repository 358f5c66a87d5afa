import { anyId } from '../product/own-ids.ts'
import { firingAlarm } from '../world/firing-alarm.ts'
import { answerOf, send } from '../world/http.ts'
import { inTurn } from '../world/in-turn.ts'
import { operate } from '../world/operate.ts'
import {
  activeTenant,
  addedOperator,
  askingTenant,
  awaitingApproval,
  exportedSpare,
  failedTenant,
  limitedTenant,
  madeTier,
  newTier,
  pausedAndResumed,
  restoredSpare,
  SPARE_TIER,
  workflowOf,
} from '../world/operating.ts'
import { createOperator } from '../world/operators.ts'
import { confirmWith, unconfirmed } from '../world/registrations.ts'
import type { World } from '../world/world.ts'
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
const tiers: NonNullable<RouteRule['ids']> = {
  own: () => SPARE_TIER,
  standing: () => SPARE_TIER,
  foreign: () => 'Gold',
  otherKinds: tenants.otherKinds,
}
const reason = () => ({ reason: 'A test' })

let names = 0
const registration: RouteRule['body'] = ({ run }) => ({
  tenantName: `Rightful ${run} ${++names}`,
  email: `rightful-${names}@${run}.example`,
  tier: 'Basic',
})

/** Somebody like the caller, whose sessions nothing else needs. */
async function signOutSomebody({ endpoints, account, operators, run }: World, token: string): Promise<string> {
  const role = token === operators.SystemAdmin.token ? 'SystemAdmin' : 'CustomerSupport'
  const email = `leaving-${++names}@${run}.operators.example`
  const somebody = await createOperator(endpoints, account.cognito, email, role)
  const call = { method: 'POST', path: '/me/sign-out-everywhere', token: somebody.token }
  return answerOf(await send(endpoints.controlPlaneApi, call))
}

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
  createTier: { body: () => newTier(), costly: true },
  retireTier: { ids: { ...tiers, own: madeTier }, costly: true },
  editTier: {
    body: () => ({ priceCents: 19900 }),
    ids: tiers,
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
  growShards: { ids: { ...tenants, own: activeTenant }, body: () => ({ shards: 9 }), costly: true },
  changeTier: { ids: { ...tenants, own: activeTenant }, body: () => ({ tier: 'Premium' }), costly: true },
  setLimits: {
    ids: { ...tenants, own: activeTenant },
    body: () => ({ rate: 9, burst: 9, quota: 1000, until: new Date(Date.now() + 86_400_000).toISOString() }),
    costly: true,
  },
  endLimits: { ids: { ...tenants, own: limitedTenant }, costly: true },
  // The name that it has: who asks may say the same again.
  renameTenant: { ids: tenants, body: ({ attacker }) => ({ name: attacker.config.name }) },
  retryTenant: { ids: { ...tenants, own: failedTenant }, costly: true },
  approveTenant: { ids: { ...tenants, own: awaitingApproval }, costly: true },
  rejectTenant: { ids: { ...tenants, own: awaitingApproval }, body: reason, costly: true },
  deleteTenant: { ids: { ...tenants, own: failedTenant }, costly: true },
  exportTenant: {
    ids: tenants,
    costly: true,
    control: async (world, token) => answerOf(await exportedSpare(world, token)),
  },
  restoreTenant: {
    ids: tenants,
    body: ({ exports }) => ({ exportId: exports.attacker }),
    costly: true,
    control: async (world, token) => answerOf(await restoredSpare(world, token)),
  },
  linkExport: {
    ids: {
      own: ({ exports }) => exports.attacker,
      standing: ({ exports }) => exports.attacker,
      foreign: () => `wfl_${'z'.repeat(22)}`,
      otherKinds: ({ victim, exports }) => [
        ['export under another tenant', `${victim.config.tenantId}/exports/${exports.attacker}`],
      ],
      parent: ({ attacker }) => `${attacker.config.tenantId}/exports/`,
    },
    body: () => ({ file: 'manifest.json' }),
  },
  listRequests: oneItem,
  getRequest: { ids: tenants },
  declineRequest: { ids: { ...tenants, own: askingTenant }, body: reason, alone: 'account' },
  listAllWorkflows: oneItem,
  listWorkflows: { ids: tenants, ...oneItem },
  getWorkflow: { ids: workflows },
  retryWorkflow: { ids: { ...workflows, own: (world) => workflowOf(world, failedTenant) }, costly: true },
  undoWorkflow: { ids: { ...workflows, own: (world) => workflowOf(world, awaitingApproval) }, costly: true },
  confirmWorkflow: { ids: { ...workflows, own: (world) => workflowOf(world, awaitingApproval) }, costly: true },
  getOverview: {},
  listAudit: oneItem,
  tellStory: {
    ids: {
      own: ({ requestId }) => requestId,
      standing: ({ requestId }) => requestId,
      foreign: () => '00000000-0000-4000-8000-000000000000',
      otherKinds: (world) => [['registration', world.registrationId]],
    },
  },
  listTenantUsage: { ids: tenants },
  getHealth: { ids: tenants },
  listBadRequests: { ids: tenants },
  listUsage: {},
  getServing: {},
  getIncidents: {},
  listCosts: {},
  listUnallocatedCosts: {},
  listCostLines: { query: () => '?day=2026-11-29&service=AmazonDynamoDB' },
  listMargins: { query: () => '?month=2026-11' },
  listCostChanges: {},
  listCostRuns: {},
  listAlarms: oneItem,
  // On a deployed system no alarm is made to fire. One that does not is refused by the operation itself: the call has passed every guard.
  acknowledgeAlarm: {
    passed: '409 CONFLICT',
    ids: {
      own: firingAlarm,
      standing: ({ alarm }) => alarm,
      foreign: () => 'tenantry-control-plane-none',
      otherKinds: ({ attacker }) => [['tenant', attacker.config.tenantId]],
    },
    body: () => ({ note: 'A test' }),
    alone: 'alarm',
  },
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
  signOutEverywhere: { costly: true, control: signOutSomebody },
  getMe: {},
  getOpenApi: {},
}
