import * as z from 'zod/mini'
import { TenantId } from '../ids.ts'
import { type OperationSchemas, pageOf } from '../openapi.ts'
import type { CONTROL_PLANE_ROUTES } from './routes.ts'

type ControlPlaneOperation = (typeof CONTROL_PLANE_ROUTES)[number]['operation']

/** Joiners that Persian and emoji need; every other invisible or control character would let one name look like another. */
const UNSEEN = /[\p{Cc}\p{Zl}\p{Zp}\p{Cs}]|(?![\u200c\u200d])\p{Cf}/u

/** A tenant's name as people write it: trimmed, in Unicode NFC. Two names that differ in case alone are the same name. */
export const TenantName = z.string().check(
  z.trim(),
  z.normalize('NFC'),
  z.regex(/^.{1,64}$/su, { error: 'must have 1 to 64 characters', abort: true }),
  z.refine((name) => !UNSEEN.test(name), {
    error: 'must have no control or invisible characters',
    abort: true,
  }),
  z.regex(/[\p{L}\p{N}\p{S}\p{P}]/u, 'must have a visible character'),
  // Some letters stand for whole phrases; a name's claim must fit into a DynamoDB key.
  z.refine((name) => name.normalize('NFKC').length <= 256, 'must have 1 to 64 characters'),
)

/** RFC 5321 bounds a path at 254 characters. */
const Email = z.string().check(z.trim(), z.maxLength(254, { abort: true }), z.email('must be an e-mail address'))

export const RegistrationId = z.string().check(z.regex(/^reg_[0-9a-hjkmnp-tv-z]{26}$/, 'must be a registration id'))
export const IdempotencyKey = z
  .string()
  .check(z.regex(/^[\x21-\x7e]{1,255}$/, 'must have 1 to 255 visible ASCII characters'))

export const RegistrationStatus = z.enum(['awaiting-approval', 'provisioning', 'active', 'failed'])
export const StepName = z.enum(['api-key', 'app-plane', 'activate'])
export const StepStatus = z.enum(['pending', 'running', 'done', 'failed'])
export const TenantStatus = z.enum(['provisioning', 'active', 'failed'])

export const RegisterBody = z
  .strictObject({ tenantName: TenantName, email: Email, tier: z.string().check(z.minLength(1), z.maxLength(64)) })
  .register(z.globalRegistry, { id: 'RegisterBody' })

export const RegistrationAnswer = z
  .object({ registrationId: RegistrationId, tenantId: TenantId, status: RegistrationStatus })
  .register(z.globalRegistry, { id: 'RegistrationAnswer' })

export const RegistrationStep = z
  .object({ name: StepName, status: StepStatus, error: z.optional(z.string()) })
  .register(z.globalRegistry, { id: 'RegistrationStep' })

export const RegistrationView = z
  .object({
    registrationId: RegistrationId,
    tenantId: TenantId,
    status: RegistrationStatus,
    steps: z.array(RegistrationStep),
  })
  .register(z.globalRegistry, { id: 'Registration' })

export const TenantConfig = z
  .object({
    tenantId: TenantId,
    name: z.string(),
    apiUrl: z.string(),
    userPoolId: z.string(),
    clientId: z.string(),
    region: z.string(),
  })
  .register(z.globalRegistry, { id: 'TenantConfig' })

/** A tier as it is stored and shown; overrides in the tiers table have this shape too. */
export const TierView = z
  .object({
    name: z.string(),
    deployment: z.enum(['pool', 'silo']),
    rate: z.number(),
    burst: z.int(),
    quota: z.int(),
    shards: z.int(),
    approval: z.boolean(),
    priceCents: z.int(),
    features: z.array(z.string()),
  })
  .register(z.globalRegistry, { id: 'Tier' })

const summary = {
  tenantId: TenantId,
  name: z.string(),
  status: TenantStatus,
  tier: z.string(),
  deployment: z.enum(['pool', 'silo']),
  createdAt: z.iso.datetime(),
}
export const TenantSummary = z.object(summary).register(z.globalRegistry, { id: 'TenantSummary' })

export const TenantDetails = z
  .object({
    ...summary,
    adminEmail: z.string(),
    registrationId: RegistrationId,
    shards: z.int(),
    sequence: z.int(),
    /** The end of the key's id; its value is never shown. */
    apiKey: z.nullable(z.string()),
    /** Why onboarding failed; null unless the status is `failed`. */
    failure: z.nullable(z.string()),
  })
  .register(z.globalRegistry, { id: 'Tenant' })

export const TenantFilter = z.object({
  status: z.optional(TenantStatus),
  tier: z.optional(z.string().check(z.maxLength(64))),
})

/** What each operation of the control plane's API takes and answers. */
export const CONTROL_PLANE_SCHEMAS = {
  register: {
    summary: 'Sign up a tenant; its onboarding goes on after the answer.',
    status: 202,
    headers: z.object({ 'Idempotency-Key': z.optional(IdempotencyKey) }),
    body: RegisterBody,
    response: RegistrationAnswer,
    errors: ['NAME_TAKEN', 'IDEMPOTENCY_CONFLICT', 'TIER_UNAVAILABLE'],
  },
  getRegistration: {
    summary: 'How far an onboarding is.',
    params: z.object({ id: RegistrationId }),
    response: RegistrationView,
  },
  getTenantConfig: {
    summary: 'Where an active tenant signs in and is served.',
    query: z.object({ name: TenantName }),
    response: TenantConfig,
    errors: ['NOT_FOUND'],
  },
  listTiers: { summary: 'The tiers on offer.', paged: true, response: pageOf(TierView) },
  listTenants: { summary: 'Tenants, newest first.', query: TenantFilter, paged: true, response: pageOf(TenantSummary) },
  getTenant: { summary: 'One tenant.', params: z.object({ id: TenantId }), response: TenantDetails },
  getOpenApi: { summary: 'This document.', response: z.looseObject({ openapi: z.string() }) },
} as const satisfies Record<ControlPlaneOperation, OperationSchemas>
