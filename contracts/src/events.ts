import * as z from 'zod/mini'
import { AUDIT_EVENT } from './audit.ts'
import { Deployment } from './deployment.ts'
import { TenantId } from './ids.ts'
import { OwnPlan } from './plan.ts'
import { MEMBERSHIP_STATES, TENANT_ROLES } from './roles.ts'

/** Event sources and detail types of the SaaS Builder Toolkit, so that its plug-ins can attach. */
export const CONTROL_PLANE_SOURCE = 'sbt.control.plane'
export const APP_PLANE_SOURCE = 'sbt.application.plane'
/** What the sources of silos begin with. */
export const SILO_SOURCES = `${APP_PLANE_SOURCE}.silo.`

/** The source of news from the silo of a tenant. Its functions may publish under no other, so a silo brings news of its own tenant alone. */
export const siloSource = (tenantId: string): string => `${SILO_SOURCES}${tenantId}`

/** Whether the application plane may say something of this tenant under a source: the pool of any, a silo of its own. */
export const mayReportOf = (tenantId: string, source: string): boolean =>
  source === APP_PLANE_SOURCE || source === siloSource(tenantId)

export const DETAIL_TYPES = [
  'sbt_aws_onboardingRequest',
  'sbt_aws_onboardingSuccess',
  'sbt_aws_onboardingFailure',
  'sbt_aws_provisionSuccess',
  'sbt_aws_provisionFailure',
  'sbt_aws_activateRequest',
  'sbt_aws_activateSuccess',
  'sbt_aws_activateFailure',
  'sbt_aws_deactivateRequest',
  'sbt_aws_deactivateSuccess',
  'sbt_aws_deactivateFailure',
  'sbt_aws_updateRequest',
  'sbt_aws_updateSuccess',
  'sbt_aws_updateFailure',
  'sbt_aws_offboardingScheduled',
  'sbt_aws_offboardingRequest',
  'sbt_aws_offboardingSuccess',
  'sbt_aws_offboardingFailure',
  'sbt_aws_deprovisionSuccess',
  'sbt_aws_deprovisionFailure',
  'sbt_aws_tenantUpdated',
  'sbt_aws_resendInvitationRequest',
  'sbt_aws_appointAdminRequest',
  'sbt_aws_tenantRenamed',
  'sbt_aws_tenantUserCreated',
  'sbt_aws_tenantUserDeleted',
] as const
export type DetailType = (typeof DETAIL_TYPES)[number]

/** What reports of people's memberships. */
export const MEMBERSHIP_EVENTS = [
  'sbt_aws_tenantUserCreated',
  'sbt_aws_tenantUserDeleted',
] as const satisfies readonly DetailType[]

/** What tells of people: their memberships, and who changed them. */
export const PEOPLE_EVENTS = [...MEMBERSHIP_EVENTS, AUDIT_EVENT] as const

/**
 * A tenant's whole state as the control plane publishes it. The bus does not order: a consumer writes only a larger `sequence`.
 * An API key travels by id; its value never leaves API Gateway but for the app plane's own directory.
 */
export const TenantState = z.object({
  tenantId: TenantId,
  tenantName: z.string(),
  registrationId: z.string(),
  /** The workflow that the event is a part of; an answer names it, too. Null where an operator's change is no workflow. */
  workflowId: z.nullable(z.string()),
  status: z.enum(['provisioning', 'active', 'suspended', 'offboarding', 'failed', 'deleted']),
  tier: z.string(),
  deployment: Deployment,
  /** Shards 0 … n−1 hold the tenant's data. */
  readShards: z.int(),
  /** New entities go to shards 0 … n−1; fewer than are read while the tenant's shards grow. */
  writeShards: z.int(),
  /** Whether its writes are journaled where it is served, because its data moves. */
  journaled: z._default(z.boolean(), false),
  /** What it has beyond its tier; null for nothing. */
  ownPlan: z._default(z.nullable(OwnPlan), null),
  /** Grows by one with every change of this tenant. */
  sequence: z.int(),
  /** When the tenant was changed so: milliseconds since the epoch. What is later by more than clocks differ counts, whatever its sequence. */
  changedAt: z.int(),
  /** When a tenant that is to be deleted is; left out for every other one. */
  endsAt: z.optional(z.iso.datetime()),
  /** Of the admin whom operators appointed last, or else of the first one. */
  adminEmail: z.string(),
  /** Since when the tenant exists. */
  createdAt: z.optional(z.iso.datetime()),
  /** Null until the API key exists. */
  apiKeyId: z.nullable(z.string()),
})
export type TenantState = z.infer<typeof TenantState>

/** What the app plane answers when it has, or has not, done what a request of the control plane asked for. */
export const RequestResult = z.object({
  tenantId: TenantId,
  /** The workflow that asked; null where the request was an operator's change. */
  workflowId: z.nullable(z.string()),
  /** Of the request. */
  sequence: z.int(),
  /** Why it failed; null on success. */
  reason: z.nullable(z.string()),
  /** Whether it may succeed when it is simply tried again: a throttle, a service error. */
  isTransient: z.boolean(),
})
export type RequestResult = z.infer<typeof RequestResult>

/**
 * A person's whole membership as the app plane publishes it: `tenantUserCreated` tells of every change, `tenantUserDeleted` of the end.
 * A consumer writes only a larger `sequence`; a person who comes back to a tenant goes on with a larger one.
 */
export const TenantUserState = z.object({
  tenantId: TenantId,
  userId: z.string(),
  email: z.string(),
  role: z.enum(TENANT_ROLES),
  state: z.enum(MEMBERSHIP_STATES),
  createdAt: z.iso.datetime(),
  /** When the person first signed in to the tenant: milliseconds since the epoch. Left out for who has not. */
  signedInAt: z.optional(z.int()),
  sequence: z.int(),
})
export type TenantUserState = z.infer<typeof TenantUserState>
