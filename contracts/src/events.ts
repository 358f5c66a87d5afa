import * as z from 'zod/mini'
import { TenantId } from './ids.ts'

/** Event sources and detail types of the SaaS Builder Toolkit, so that its plug-ins can attach. */
export const CONTROL_PLANE_SOURCE = 'sbt.control.plane'
export const APP_PLANE_SOURCE = 'sbt.application.plane'

export const DETAIL_TYPES = [
  'sbt_aws_onboardingRequest',
  'sbt_aws_onboardingSuccess',
  'sbt_aws_onboardingFailure',
  'sbt_aws_provisionSuccess',
  'sbt_aws_provisionFailure',
] as const
export type DetailType = (typeof DETAIL_TYPES)[number]

/**
 * A tenant's whole state as the control plane publishes it. The bus does not order: a consumer writes only a larger `sequence`.
 * An API key travels by id; its value never leaves API Gateway but for the app plane's own directory.
 */
export const TenantState = z.object({
  tenantId: TenantId,
  tenantName: z.string(),
  registrationId: z.string(),
  status: z.enum(['provisioning', 'active', 'suspended', 'failed']),
  tier: z.string(),
  deployment: z.enum(['pool', 'silo']),
  shards: z.int(),
  /** Grows by one with every change of this tenant. */
  sequence: z.int(),
  adminEmail: z.string(),
  /** Null until the API key exists. */
  apiKeyId: z.nullable(z.string()),
})
export type TenantState = z.infer<typeof TenantState>

/** What the app plane answers when it has, or has not, made a tenant ready to be served. */
export const ProvisionResult = z.object({
  tenantId: TenantId,
  registrationId: z.string(),
  sequence: z.int(),
  /** Why it failed; null on success. */
  reason: z.nullable(z.string()),
})
export type ProvisionResult = z.infer<typeof ProvisionResult>
