import { randomUUID } from 'node:crypto'
import type { Membership } from '@tenantry/app-plane/people/membership.ts'
import { encodeAuthorizerContext } from '@tenantry/contracts/authorizer-context.ts'
import { POOL } from '@tenantry/contracts/deployment.ts'
import type { TenantState } from '@tenantry/contracts/events.ts'
import { NO_PLAN, type Plan } from '@tenantry/contracts/plan.ts'
import { auditRegistration, STRANGER } from '@tenantry/control-plane/tenants/audit.ts'
import { likenessesOf } from '@tenantry/control-plane/tenants/likenesses.ts'
import { startEntry } from '@tenantry/control-plane/tenants/outbox-entries.ts'
import type { Tenant } from '@tenantry/control-plane/tenants/tenant.ts'
import type { SignUp } from '@tenantry/control-plane/tenants/tenant-store.ts'
import { newWorkflow } from '@tenantry/control-plane/workflows/new-workflow.ts'
import { beginWorkflow, finishStep, queueWorkflow, type Workflow } from '@tenantry/control-plane/workflows/workflow.ts'
import { requestedBy } from '@tenantry/toolkit/audit.ts'
import type { ApiRequest } from '@tenantry/toolkit/http.ts'
import type { OutboxEntry } from '@tenantry/toolkit/outbox.ts'

// Test data: each builder answers something valid, and a test names only what it is about.

/** When test data was made, unless it says otherwise. */
export const AT = '2026-01-01T00:00:00.000Z'
/** A clock that stands still at that moment, and ids that nothing else has. */
export const standingClock = { now: () => Date.parse(AT), uuid: () => randomUUID() }

export const TENANT_ID = 'acme00000000'
export const WORKFLOW_ID = `wfl_${'0'.repeat(22)}`
export const REGISTRATION_ID = `reg_${'0'.repeat(26)}`

/** A request without a caller. */
export const buildRequest = (request: Partial<ApiRequest> = {}): ApiRequest => ({
  operation: '',
  params: {},
  query: {},
  headers: {},
  body: undefined,
  precondition: null,
  caller: {},
  requestId: 'r1',
  sourceIp: '203.0.113.7',
  ...request,
})

/** The context of a tenant's person, as the tenant API's authorizer passes it on. */
export const buildTenantContext = (userId: string, plan: Partial<Plan> = {}): Record<string, string> =>
  encodeAuthorizerContext({
    tenantId: TENANT_ID,
    tenantName: 'Acme',
    userId,
    role: 'TenantAdmin',
    tier: 'Basic',
    readShards: 1,
    writeShards: 1,
    plan: { ...NO_PLAN, ...plan },
    journal: null,
    credentials: { accessKeyId: 'a', secretAccessKey: 's', sessionToken: 't' },
  })

/** An active person who has got the invitation. */
export const buildMembership = (userId: string, membership: Partial<Membership> = {}): Membership => ({
  tenantId: TENANT_ID,
  userId,
  email: `${userId}@acme.example`,
  role: 'TenantUser',
  state: 'active',
  isDefault: true,
  mail: 'sent',
  createdAt: AT,
  sequence: 1,
  ...membership,
})

/** The caller of an operator's request. */
export const buildOperator = (userId = 'op1'): Record<string, string> => ({
  userId,
  email: `${userId}@operators.example`,
  role: 'SystemAdmin',
})

const facts = {
  tenantId: TENANT_ID,
  name: 'Acme',
  formerNames: [],
  formerTiers: [],
  limits: null,
  heldQuota: null,
  usedBefore: null,
  adminEmail: 'ann@acme.example',
  tier: 'Basic',
  deployment: POOL,
  shards: 1,
  journaled: false,
  registrationId: REGISTRATION_ID,
  createdAt: AT,
  sequence: 1,
}
const underWay = { ...facts, workflowId: WORKFLOW_ID }
const served = { ...facts, workflowId: null, apiKeyId: 'key1', activatedAt: AT }

const TENANTS: { [Status in Tenant['status']]: Extract<Tenant, { status: Status }> } = {
  'awaiting-approval': { ...underWay, status: 'awaiting-approval' },
  provisioning: { ...underWay, status: 'provisioning', apiKeyId: null },
  active: { ...served, status: 'active' },
  suspended: { ...served, status: 'suspended', suspendedAt: AT, suspension: 'Unpaid' },
  offboarding: {
    ...served,
    workflowId: WORKFLOW_ID,
    status: 'offboarding',
    endsAt: AT,
    isClosed: false,
    suspendedAt: null,
    suspension: null,
  },
  failed: { ...underWay, status: 'failed', failedAt: AT, failure: 'The pool is full' },
  deleted: { ...facts, workflowId: null, status: 'deleted', deletedAt: AT },
}

/** A tenant in a state. */
export const buildTenant = <Status extends Tenant['status']>(
  status: Status,
  tenant: Partial<Extract<Tenant, { status: Status }>> = {},
): Extract<Tenant, { status: Status }> => ({ ...TENANTS[status], ...tenant })

/** An onboarding that runs the first step which makes something. */
export const buildWorkflow = (workflow: Partial<Workflow> = {}): Workflow => ({
  ...finishStep(beginWorkflow(buildQueued(), AT), 'preflight', AT),
  ...workflow,
})

/** An onboarding that waits for a slot to run in. */
export const buildQueued = (workflow: Partial<Workflow> = {}): Workflow => ({
  ...queueWorkflow(newWorkflow({ workflowId: WORKFLOW_ID, tenantId: TENANT_ID }, 'onboarding', AT)),
  ...workflow,
})

/** A sign-up whose onboarding runs. */
export function buildSignUp(signUp: Partial<SignUp> = {}): SignUp {
  const tenant = signUp.tenant ?? buildTenant('provisioning')
  const { tenantId, registrationId, createdAt } = tenant
  const workflowId = tenant.workflowId ?? WORKFLOW_ID
  return {
    tenant,
    registration: { registrationId, tenantId, workflowId, createdAt },
    workflow: buildWorkflow({ tenantId, workflowId }),
    replaces: null,
    confirms: null,
    audit: auditRegistration(tenant, {
      writer: 'registration',
      by: requestedBy(buildRequest(), STRANGER),
      system: standingClock,
    }),
    outbox: null,
    operatorId: null,
    likenesses: likenessesOf(tenant.name),
    ...signUp,
  }
}

/** What the control plane tells of an active tenant. */
export const buildTenantState = (state: Partial<TenantState> = {}): TenantState => {
  const { name: tenantName, formerNames: _, limits: _l, heldQuota: _h, usedBefore: _u, shards, ...rest } = facts
  return {
    ...rest,
    tenantName,
    readShards: shards,
    writeShards: shards,
    ownPlan: null,
    workflowId: WORKFLOW_ID,
    status: 'active',
    apiKeyId: 'key1',
    changedAt: Date.parse(AT),
    ...state,
  }
}

/** What makes an onboarding run. */
export const buildStart = ({ sequence = 1, attempt = 1 } = {}): OutboxEntry =>
  startEntry({ tenantId: TENANT_ID, sequence }, buildQueued({ attempt }), AT)
