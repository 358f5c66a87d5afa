import * as z from 'zod/mini'
import { Deployment } from '../deployment.ts'
import { TenantId } from '../ids.ts'
import { type OperationSchemas, pageOf } from '../openapi.ts'
import { MEMBERSHIP_STATES, OPERATOR_ROLES, TENANT_ROLES } from '../roles.ts'
import { WorkflowId } from '../workflows.ts'
import { AUDIT_SCHEMAS } from './audit-schemas.ts'
import { COST_SCHEMAS } from './cost-operations.ts'
import { FAILED_MESSAGE_SCHEMAS } from './failed-message-schemas.ts'
import {
  ConfirmBody,
  Email,
  RegisterBody,
  RegisterTenantBody,
  RegistrationAnswer,
  RegistrationId,
  RegistrationView,
} from './registration-schemas.ts'
import { REQUEST_SCHEMAS } from './request-schemas.ts'
import type { CONTROL_PLANE_ROUTES } from './routes.ts'
import { RenameBody, TenantName } from './tenant-name-schemas.ts'
import { OwnLimits, TIER_SCHEMAS } from './tier-schemas.ts'
import { USAGE_SCHEMAS } from './usage-operations.ts'
import { RejectBody, SuspendBody, WORKFLOW_SCHEMAS } from './workflow-schemas.ts'

export type ControlPlaneOperation = (typeof CONTROL_PLANE_ROUTES)[number]['operation']

const onTenant = { params: z.object({ id: TenantId }) }

export const TenantStatus = z.enum([
  'awaiting-approval',
  'provisioning',
  'active',
  'suspended',
  'offboarding',
  'failed',
  'deleted',
])

export const TenantConfig = z
  .object({
    tenantId: TenantId,
    name: z.string(),
    /** The name that was asked for, where the tenant has another one by now. */
    renamedFrom: z.optional(z.string()),
    apiUrl: z.string(),
    userPoolId: z.string(),
    clientId: z.string(),
    /** Where the pool's sign-in is answered. */
    userPoolEndpoint: z.string(),
    region: z.string(),
  })
  .register(z.globalRegistry, { id: 'TenantConfig' })

const summary = {
  tenantId: TenantId,
  name: z.string(),
  status: TenantStatus,
  tier: z.string(),
  deployment: Deployment,
  createdAt: z.iso.datetime(),
}
export const TenantSummary = z.object(summary).register(z.globalRegistry, { id: 'TenantSummary' })

export const TenantDetails = z
  .object({
    ...summary,
    adminEmail: z.string(),
    registrationId: RegistrationId,
    /** The workflow that is at work on the tenant, or failed and can be retried; null while there is none. */
    workflowId: z.nullable(WorkflowId),
    shards: z.int(),
    sequence: z.int(),
    /** Grows with every change of the tenant; the same as `sequence`. */
    version: z.int(),
    /** Limits of its own, in place of its tier's, and until when; null while it has none. */
    limits: z.nullable(OwnLimits),
    /** A monthly quota that is smaller than that of its limits, because part of it was used before a change of tier; null while there is none. */
    heldQuota: z.nullable(z.object({ quota: z.int(), until: z.iso.datetime() })),
    /** The end of the key's id; its value is never shown. */
    apiKey: z.nullable(z.string()),
    /** Why onboarding failed; null unless the status is `failed`. */
    failure: z.nullable(z.string()),
    /** Why the tenant is suspended; null unless the status is `suspended`. */
    suspension: z.nullable(z.string()),
    /** When the tenant is deleted; null unless the status is `offboarding`. */
    endsAt: z.nullable(z.iso.datetime()),
    /** Names that it had, and until when nobody else can have them. */
    formerNames: z.array(z.object({ name: z.string(), until: z.iso.datetime() })),
  })
  .register(z.globalRegistry, { id: 'Tenant' })

export const TenantFilter = z.object({
  status: z.optional(TenantStatus),
  tier: z.optional(z.string().check(z.maxLength(64))),
  /** What names begin with, in any case; the list is then in the order of names. */
  search: z.optional(z.string().check(z.trim(), z.minLength(1), z.maxLength(64))),
  /** Newest first, or by name. What is searched for comes by name. */
  sort: z.optional(z.enum(['createdAt', 'name'])),
})

export const AppointmentBody = z.strictObject({ email: Email }).register(z.globalRegistry, { id: 'AppointmentBody' })

/** One change of a tenant. The actor is an operator's e-mail, `applicant`, or `lifecycle` for the steps of a workflow. */
export const HistoryEntry = z
  .object({
    sequence: z.int(),
    at: z.iso.datetime(),
    actor: z.string(),
    change: z.string(),
    from: z.nullable(TenantStatus),
    to: TenantStatus,
    reason: z.nullable(z.string()),
  })
  .register(z.globalRegistry, { id: 'HistoryEntry' })

/** A person of a tenant, as the app plane told last. */
export const TenantPerson = z
  .object({
    id: z.string(),
    email: z.string(),
    role: z.enum(TENANT_ROLES),
    state: z.enum(MEMBERSHIP_STATES),
    createdAt: z.iso.datetime(),
  })
  .register(z.globalRegistry, { id: 'TenantPerson' })

export const Overview = z
  .object({
    tenants: z.array(z.object({ tier: z.string(), status: TenantStatus, count: z.int() })),
    /** How far the quotas of the AWS account are used up that tenants need; a count is up to a minute old. */
    quotas: z.array(z.object({ quota: z.string(), name: z.string(), limit: z.int(), used: z.int(), left: z.int() })),
  })
  .register(z.globalRegistry, { id: 'Overview' })

export const OperatorBody = z
  .strictObject({ email: Email, role: z.enum(OPERATOR_ROLES) })
  .register(z.globalRegistry, { id: 'OperatorBody' })

const operator = { id: z.string(), email: z.string(), role: z.enum(OPERATOR_ROLES) }
/** An invited operator has not signed in yet. */
export const OperatorView = z
  .object({ ...operator, state: z.enum(['active', 'invited']), createdAt: z.iso.datetime() })
  .register(z.globalRegistry, { id: 'Operator' })

export const OperatorMe = z.object(operator).register(z.globalRegistry, { id: 'Me' })

const registration = {
  status: 202,
  body: RegisterBody,
  response: RegistrationAnswer,
  errors: ['NAME_TAKEN', 'TIER_UNAVAILABLE'],
} as const
/** What can be wrong with sending a code. */
const sendsCode = ['TOO_MANY_CODES', 'MAIL_REJECTED', 'UNAVAILABLE'] as const
/** A change of a tenant's state: a state that does not allow it is CONFLICT. */
const transition = { ...onTenant, status: 200, response: TenantDetails, errors: ['CONFLICT'] } as const

/** What each operation of the control plane's API takes and answers. */
export const CONTROL_PLANE_SCHEMAS = {
  register: {
    ...registration,
    errors: [...registration.errors, ...sendsCode],
    summary:
      'Ask to sign up a tenant. A code goes to the address; the name is claimed, and the onboarding begins, when it is confirmed.',
  },
  confirmRegistration: {
    ...registration,
    params: z.object({ id: RegistrationId }),
    body: ConfirmBody,
    errors: [...registration.errors, 'CODE_WRONG', 'CODE_SPENT', 'CONFLICT'],
    summary: 'Sign up the tenant with the code that was sent; its onboarding goes on after the answer.',
  },
  resendCode: {
    params: z.object({ id: RegistrationId }),
    errors: ['CONFLICT', ...sendsCode],
    summary: 'Send another code to the address of an unconfirmed registration. The code before is no longer valid.',
  },
  getRegistration: {
    summary: 'How far a sign-up is.',
    params: z.object({ id: RegistrationId }),
    response: RegistrationView,
  },
  getTenantConfig: {
    summary: 'Where a tenant signs in and is served; a suspended one is told so there.',
    query: z.object({ name: TenantName }),
    response: TenantConfig,
    errors: ['NOT_FOUND'],
  },
  ...TIER_SCHEMAS,
  listTenants: {
    summary: 'Tenants, newest first; with `search` or `sort=name` by name.',
    query: TenantFilter,
    paged: true,
    response: pageOf(TenantSummary),
  },
  registerTenant: {
    ...registration,
    body: RegisterTenantBody,
    errors: [...registration.errors, 'CONFLICT'],
    summary:
      'Sign up a tenant in the name of its first admin, or make it from an export: with its id, its data and its people.',
  },
  getTenant: { ...onTenant, summary: 'One tenant.', response: TenantDetails },
  getHistory: {
    ...onTenant,
    summary: 'Changes of a tenant, newest first.',
    paged: true,
    response: pageOf(HistoryEntry),
  },
  listPeople: { ...onTenant, summary: 'People of a tenant.', paged: true, response: pageOf(TenantPerson) },
  suspendTenant: {
    ...transition,
    summary: 'Refuse every call of an active tenant, within a minute, until it is reactivated.',
    body: SuspendBody,
  },
  reactivateTenant: { ...transition, summary: 'Serve a suspended tenant again.' },
  resendInvitation: {
    ...transition,
    status: 202,
    summary: "Send the admin's invitation again, unless they have signed in; with a new password if they have none.",
  },
  appointAdmin: {
    ...transition,
    status: 202,
    summary: 'Make a person an admin of an active or suspended tenant, and invite them.',
    body: AppointmentBody,
  },
  renameTenant: {
    ...transition,
    summary:
      'Give an active or suspended tenant another name. The one before leads its people to the sign-in for 30 days.',
    body: RenameBody,
    errors: ['CONFLICT', 'NAME_TAKEN'],
  },
  retryTenant: { ...transition, summary: "Run a tenant's workflow that failed again." },
  approveTenant: { ...transition, summary: 'Let a tenant that awaits approval be onboarded.' },
  rejectTenant: {
    ...transition,
    summary: 'Refuse a tenant that awaits approval. Its name is free again.',
    body: z.optional(RejectBody),
  },
  ...WORKFLOW_SCHEMAS,
  ...REQUEST_SCHEMAS,
  getOverview: {
    summary: 'How many tenants there are, by tier and status, and how many more the account has room for.',
    response: Overview,
  },
  listOperators: { summary: 'Operators, by e-mail.', paged: true, response: pageOf(OperatorView) },
  addOperator: {
    summary: 'Invite an operator. Where no mail can be sent to the address, there is none afterwards.',
    body: OperatorBody,
    response: OperatorView,
    errors: ['CONFLICT', 'MAIL_REJECTED'],
  },
  removeOperator: {
    summary: 'Remove an operator. You cannot remove yourself, so one system admin stays.',
    errors: ['CONFLICT'],
  },
  resetMfa: {
    summary:
      "Forget an operator's lost authenticator app and end their sessions; their next sign-in sets up another. You cannot reset your own.",
    errors: ['CONFLICT'],
  },
  getMe: { summary: 'Who calls.', response: OperatorMe },
  signOutEverywhere: { summary: 'End every session of the caller, this one included.' },
  ...FAILED_MESSAGE_SCHEMAS,
  ...AUDIT_SCHEMAS,
  ...USAGE_SCHEMAS,
  ...COST_SCHEMAS,
  getOpenApi: { summary: 'This document.', response: z.looseObject({ openapi: z.string() }) },
} as const satisfies Record<ControlPlaneOperation, OperationSchemas>
