import { RegistrationView } from '@tenantry/contracts/control-plane-api/schemas.ts'
import { ApiError } from '@tenantry/toolkit/api-error.ts'
import type { ApiRequest } from '@tenantry/toolkit/http.ts'
import { system } from '@tenantry/toolkit/system.ts'
import { beforeEach, describe, expect, it } from 'vitest'
import * as z from 'zod/mini'
import { relay, type StartRecord } from '../tenants/outbox.ts'
import { tenantsInMemory } from '../tenants/tenants-in-memory.ts'
import { tierCatalogue } from '../tenants/tier-catalogue.ts'
import { getRegistration } from './get-registration.ts'
import { register } from './register.ts'

const BODY = { tenantName: 'Acme Corp', email: 'ann@acme.example', tier: 'Basic' }
const request = (body: unknown, headers: Record<string, string> = {}): ApiRequest => ({
  operation: 'register',
  params: {},
  query: {},
  headers,
  body,
  caller: {},
  requestId: 'r1',
})

let tenants: ReturnType<typeof tenantsInMemory>
let started: StartRecord[]
let stepFunctionsIsUp: boolean
let signUp: ReturnType<typeof register>

beforeEach(() => {
  tenants = tenantsInMemory()
  started = []
  stepFunctionsIsUp = true
  const send = async (record: StartRecord) => {
    if (!stepFunctionsIsUp) throw new Error('down')
    started.push(record)
  }
  const start = relay(send, { outbox: tenants.outbox, logger: { warn: () => {} } })
  const tiers = tierCatalogue({ getMany: async () => [] })
  signUp = register({ tenants: tenants.store, tiers, start, system }, () => 'applicant')
})

const refusal = (body: unknown, headers?: Record<string, string>) =>
  signUp(request(body, headers)).then(
    () => null,
    (error: unknown) => (error instanceof ApiError ? { code: error.code, field: error.field } : error),
  )

describe('a registration', () => {
  it('is accepted, claims the name, is written to the history, and starts the onboarding', async () => {
    const { status, body } = await signUp(request(BODY))
    const { registrationId, tenantId } = z.parse(
      z.looseObject({ registrationId: z.string(), tenantId: z.string() }),
      body,
    )
    expect({ status, body }).toEqual({ status: 202, body: { registrationId, tenantId, status: 'provisioning' } })
    expect(registrationId).toMatch(/^reg_[0-9a-z]{26}$/)
    expect(await tenants.store.tenantIdOf('ACME  corp')).toBe(tenantId)
    expect(await tenants.store.tenant(tenantId)).toMatchObject({ name: 'Acme Corp', shards: 1, sequence: 1 })
    expect(tenants.audit).toMatchObject([{ tenantId, change: 'registered', from: null, to: 'provisioning' }])
    expect(started).toMatchObject([{ kind: 'start', tenantId, registrationId }])
    expect(tenants.waiting).toEqual([])
  })

  it('can be followed by its id alone', async () => {
    const { body } = await signUp(request(BODY))
    const { registrationId } = z.parse(z.looseObject({ registrationId: z.string() }), body)
    const follow = getRegistration({ tenants: tenants.store })
    const found = await follow({ ...request(undefined), params: { id: registrationId } })
    expect(z.parse(RegistrationView, found.body)).toEqual(found.body)
    await expect(follow({ ...request(undefined), params: { id: 'reg_guess' } })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
  })

  it('is accepted while Step Functions is down: the sweeper will start it', async () => {
    stepFunctionsIsUp = false
    expect((await signUp(request(BODY))).status).toBe(202)
    expect(tenants.waiting).toMatchObject([{ kind: 'start' }])
  })

  it('is refused when the name is taken, in any case', async () => {
    await signUp(request(BODY))
    const again = { ...BODY, tenantName: 'aCME cORP ', email: 'eve@evil.example' }
    expect(await refusal(again)).toEqual({ code: 'NAME_TAKEN', field: 'tenantName' })
  })

  it('answers the same to the same idempotency key and body, and conflicts with another body', async () => {
    const key = { 'idempotency-key': 'abc-1' }
    const first = await signUp(request(BODY, key))
    expect(await signUp(request(BODY, key))).toEqual(first)
    expect(started).toHaveLength(1)
    const other = { ...BODY, tenantName: 'Other' }
    expect(await refusal(other, key)).toEqual({ code: 'IDEMPOTENCY_CONFLICT', field: 'Idempotency-Key' })
  })

  it('registers once when two requests with one key race', async () => {
    const key = { 'idempotency-key': 'abc-2' }
    const [one, other] = await Promise.all([signUp(request(BODY, key)), signUp(request(BODY, key))])
    expect(one).toEqual(other)
    expect(started).toHaveLength(1)
  })

  it.each([
    ['nothing', undefined, 'body'],
    ['a list', [], 'body'],
    ['no name', { email: BODY.email, tier: 'Basic' }, 'tenantName'],
    ['a name of another type', { ...BODY, tenantName: 7 }, 'tenantName'],
    ['an empty name', { ...BODY, tenantName: '  ' }, 'tenantName'],
    ['a long name', { ...BODY, tenantName: 'x'.repeat(65) }, 'tenantName'],
    ['no e-mail address', { ...BODY, email: 'ann' }, 'email'],
    ['an unknown tier', { ...BODY, tier: 'Gold' }, 'tier'],
    ['an unknown member', { ...BODY, role: 'SystemAdmin' }, 'role'],
    ['a dangerous member', JSON.parse('{"__proto__":{},"tenantName":"A"}'), '__proto__'],
  ])('is refused with %s, by the name of the field', async (_name, body, field) => {
    expect(await refusal(body)).toEqual({ code: 'INVALID_REQUEST', field })
  })

  it('is refused for a tier that cannot be provisioned yet, with the reason', async () => {
    expect(await refusal({ ...BODY, tier: 'Platinum' })).toEqual({ code: 'TIER_UNAVAILABLE', field: 'tier' })
    expect(tenants.waiting).toEqual([])
  })

  it('awaits approval for a tier that asks for it, as an override can say, and nothing starts', async () => {
    const tiers = tierCatalogue({ getMany: async () => [{ name: 'Basic', approval: true }] })
    const start = async (record: StartRecord) => void started.push(record)
    const strict = register({ tenants: tenants.store, tiers, start, system }, () => 'applicant')
    const { body } = await strict(request(BODY))
    expect(body).toMatchObject({ status: 'awaiting-approval' })
    const { tenantId, registrationId } = z.parse(
      z.looseObject({ tenantId: z.string(), registrationId: z.string() }),
      body,
    )
    expect(await tenants.store.tenant(tenantId)).toMatchObject({ status: 'awaiting-approval', sequence: 1 })
    expect(await tenants.store.registration(registrationId)).toMatchObject({ status: 'awaiting-approval' })
    expect(started).toEqual([])
    expect(tenants.waiting).toEqual([])
    await expect(strict(request({ ...BODY, tenantName: 'acme corp' }))).rejects.toMatchObject({ code: 'NAME_TAKEN' })
  })

  it('by an operator has his name in the history', async () => {
    const tiers = tierCatalogue({ getMany: async () => [] })
    const byOperator = register({ tenants: tenants.store, tiers, start: async () => {}, system }, () => 'op@x.example')
    await byOperator(request(BODY))
    expect(tenants.audit).toMatchObject([{ actor: 'op@x.example', change: 'registered' }])
  })
})
