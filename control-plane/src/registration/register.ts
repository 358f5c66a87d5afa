import { createHash } from 'node:crypto'
import { IdempotencyKey, RegisterBody, type RegistrationAnswer } from '@tenantry/contracts/control-plane-api/schemas.ts'
import { POOL } from '@tenantry/contracts/deployment.ts'
import { ID_ALPHABET } from '@tenantry/contracts/ids.ts'
import type { Tier } from '@tenantry/contracts/tiers.ts'
import { ApiError } from '@tenantry/toolkit/api-error.ts'
import { type ApiRequest, type ApiResponse, accepted } from '@tenantry/toolkit/http.ts'
import { invalid, parse } from '@tenantry/toolkit/parse.ts'
import type { System } from '@tenantry/toolkit/system.ts'
import type * as z from 'zod/mini'
import { type Actor, registered } from '../tenants/audit.ts'
import { newRegistration } from '../tenants/onboarding.ts'
import type { Send, StartRecord } from '../tenants/outbox.ts'
import type { Tenant } from '../tenants/tenant.ts'
import type { Answered, SignUp, TenantStore } from '../tenants/tenant-store.ts'
import type { TierCatalogue } from '../tenants/tier-catalogue.ts'

export interface Services {
  tenants: Pick<TenantStore, 'answered' | 'register'>
  tiers: Pick<TierCatalogue, 'find'>
  start: Send<StartRecord>
  system: Pick<System, 'now' | 'random'>
}

type Body = z.infer<typeof RegisterBody>
type Answer = z.infer<typeof RegistrationAnswer>

/** A tenant id's length; see TenantId for why it is fixed. */
const TENANT_ID_LENGTH = 12
/** 26 characters of five bits: 130 bits, so that an id that lets anybody read an onboarding cannot be guessed. */
const REGISTRATION_ID_LENGTH = 26

/** Signs up a tenant: one transaction writes it with its name's claim and all that follows from it; then its onboarding starts. */
export const register =
  (services: Services, actorOf: (request: ApiRequest) => Actor) =>
  async (request: ApiRequest): Promise<ApiResponse> => {
    const body = parse(RegisterBody, request.body)
    const key = request.headers['idempotency-key']
    if (key !== undefined) parse(IdempotencyKey, key, 'Idempotency-Key')
    const actor = actorOf(request)
    return accepted((await earlierAnswer(services, key, body)) ?? (await signUp(services, key, body, actor)))
  }

async function signUp(services: Services, key: string | undefined, body: Body, actor: Actor): Promise<Answer> {
  const { tenants, tiers, start, system } = services
  const tier = offered(await tiers.find(body.tier))
  const tenant = newTenant(body, tier, system)
  const { tenantId, registrationId, sequence, createdAt: at } = tenant
  const registration = newRegistration({ registrationId, tenantId, createdAt: at }, tenant.status)
  const outbox: StartRecord | null = tier.approval ? null : { kind: 'start', tenantId, sequence, at, registrationId }
  const answer: Answer = { registrationId, tenantId, status: registration.status }
  const answered: Answered | null = key === undefined ? null : { key, bodyHash: hashOf(body), answer }
  const record: SignUp = { tenant, registration, audit: registered(tenant, actor), outbox, answered }

  const outcome = await tenants.register(record)
  switch (outcome) {
    case 'registered':
      if (outbox) await start(outbox)
      return answer
    case 'name-taken':
      throw new ApiError('NAME_TAKEN', 'Another tenant has this name.', { field: 'tenantName' })
    case 'key-used': {
      const winner = await earlierAnswer(services, key, body)
      if (!winner) throw new Error('An idempotency key is used, but has no answer')
      return winner
    }
    default:
      throw outcome satisfies never
  }
}

async function earlierAnswer({ tenants }: Services, key: string | undefined, body: Body): Promise<Answer | null> {
  const answered = key === undefined ? null : await tenants.answered(key)
  if (!answered) return null
  if (answered.bodyHash === hashOf(body)) return answered.answer
  throw new ApiError('IDEMPOTENCY_CONFLICT', 'This key came with another body before.', { field: 'Idempotency-Key' })
}

function offered(tier: Tier | null): Tier {
  if (!tier) throw invalid('tier', 'is not a tier on offer: GET /tiers lists them')
  if (tier.deployment === 'silo') {
    const message = `${tier.name} needs resources of its own, which cannot be provisioned yet.`
    throw new ApiError('TIER_UNAVAILABLE', message, { field: 'tier' })
  }
  return tier
}

function newTenant(body: Body, tier: Tier, system: Services['system']): NewTenant {
  const state = tier.approval
    ? { status: 'awaiting-approval' as const }
    : { status: 'provisioning' as const, apiKeyId: null }
  return {
    tenantId: system.random(TENANT_ID_LENGTH, ID_ALPHABET),
    name: body.tenantName,
    adminEmail: body.email,
    tier: tier.name,
    deployment: POOL,
    shards: tier.shards,
    registrationId: `reg_${system.random(REGISTRATION_ID_LENGTH, ID_ALPHABET)}`,
    createdAt: new Date(system.now()).toISOString(),
    sequence: 1,
    ...state,
  }
}

type NewTenant = Extract<Tenant, { status: 'awaiting-approval' | 'provisioning' }>

const hashOf = ({ tenantName, email, tier }: Body): string =>
  createHash('sha256')
    .update(JSON.stringify([tenantName, email, tier]))
    .digest('base64url')
