import { createHash } from 'node:crypto'
import { IdempotencyKey, RegisterBody, type RegistrationAnswer } from '@tenantry/contracts/control-plane-api/schemas.ts'
import { ID_ALPHABET } from '@tenantry/contracts/ids.ts'
import type { Tier } from '@tenantry/contracts/tiers.ts'
import { ApiError } from '@tenantry/toolkit/api-error.ts'
import { type ApiRequest, type ApiResponse, accepted } from '@tenantry/toolkit/http.ts'
import { invalid, parse } from '@tenantry/toolkit/parse.ts'
import type { System } from '@tenantry/toolkit/system.ts'
import type * as z from 'zod/mini'
import { registered } from '../tenants/audit.ts'
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
  (services: Services) =>
  async (request: ApiRequest): Promise<ApiResponse> => {
    const body = parse(RegisterBody, request.body)
    const key = request.headers['idempotency-key']
    if (key !== undefined) parse(IdempotencyKey, key, 'Idempotency-Key')
    return accepted((await earlierAnswer(services, key, body)) ?? (await signUp(services, key, body)))
  }

async function signUp(services: Services, key: string | undefined, body: Body): Promise<Answer> {
  const { tenants, tiers, start, system } = services
  const tier = offered(await tiers.find(body.tier))
  const tenant = newTenant(body, tier, system)
  const { tenantId, registrationId, sequence, createdAt: at } = tenant
  const registration = newRegistration({ registrationId, tenantId, createdAt: at })
  const outbox: StartRecord = { kind: 'start', tenantId, sequence, at, registrationId }
  const answer: Answer = { registrationId, tenantId, status: registration.status }
  const answered: Answered | null = key === undefined ? null : { key, bodyHash: hashOf(body), answer }
  const record: SignUp = { tenant, registration, audit: registered(tenant), outbox, answered }

  const outcome = await tenants.register(record)
  switch (outcome) {
    case 'registered':
      await start(outbox)
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
  const unavailable = (why: string) => new ApiError('TIER_UNAVAILABLE', `${tier.name} ${why}`, { field: 'tier' })
  if (tier.deployment === 'silo') throw unavailable('needs resources of its own, which cannot be provisioned yet.')
  if (tier.approval) throw unavailable("needs an operator's approval, which cannot be given yet.")
  return tier
}

function newTenant(body: Body, tier: Tier, system: Services['system']): Tenant {
  return {
    tenantId: system.random(TENANT_ID_LENGTH, ID_ALPHABET),
    name: body.tenantName,
    adminEmail: body.email,
    tier: tier.name,
    deployment: tier.deployment,
    shards: tier.shards,
    registrationId: `reg_${system.random(REGISTRATION_ID_LENGTH, ID_ALPHABET)}`,
    createdAt: new Date(system.now()).toISOString(),
    sequence: 1,
    status: 'provisioning',
    apiKeyId: null,
  }
}

const hashOf = ({ tenantName, email, tier }: Body): string =>
  createHash('sha256')
    .update(JSON.stringify([tenantName, email, tier]))
    .digest('base64url')
