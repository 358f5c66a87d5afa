import { APP_PLANE_SOURCE } from '@tenantry/contracts/events.ts'
import type { ApiRequest } from '@tenantry/toolkit/http.ts'
import { beforeEach, describe, expect, it } from 'vitest'
import { takeResult } from '../request-results/take-result.ts'
import { retryOnboarding } from '../tenant-management/retry-onboarding.ts'
import { suspendTenant } from '../tenant-management/suspend-tenant.ts'
import { registered } from '../tenants/audit.ts'
import { newRegistration } from '../tenants/onboarding.ts'
import { type EventRecord, relay } from '../tenants/outbox.ts'
import { tenantsInMemory } from '../tenants/tenants-in-memory.ts'
import { runStep } from './run-step.ts'

const AT = '2026-01-01T00:00:00.000Z'
const system = { now: () => Date.parse(AT) }
const ids = { tenantId: 'acme00000000', registrationId: 'reg_1' }
const TIMED_OUT = { Error: 'States.Timeout', Cause: '' }

let tenants: ReturnType<typeof tenantsInMemory>
let keys: Map<string, string>
let plans: string[]
let events: EventRecord[]
let answers: unknown[]
let busIsUp: boolean
let step: ReturnType<typeof runStep>
let answer: ReturnType<typeof takeResult>

beforeEach(async () => {
  tenants = tenantsInMemory()
  keys = new Map()
  plans = []
  events = []
  answers = []
  busIsUp = true
  const tenant = {
    ...ids,
    name: 'Acme',
    adminEmail: 'ann@acme.example',
    tier: 'Basic',
    deployment: 'pool' as const,
    shards: 1,
    createdAt: AT,
    sequence: 1,
    status: 'provisioning' as const,
    apiKeyId: null,
  }
  await tenants.store.register({
    tenant,
    registration: newRegistration({ ...ids, createdAt: AT }),
    audit: registered(tenant, 'applicant'),
    outbox: { ...ids, kind: 'start', sequence: 1, at: AT },
    answered: null,
  })
  tenants.waiting.length = 0
  const send = async (record: EventRecord) => {
    if (!busIsUp) throw new Error('down')
    events.push(record)
  }
  step = runStep({
    tenants: tenants.store,
    keys: {
      ensure: async (name) => keys.set(name, keys.get(name) ?? `key-of-${name}`).get(name) ?? '',
      attach: async (keyId, planId) => void plans.push(`${keyId} on ${planId}`),
      remove: async (name) => void keys.delete(name),
    },
    usagePlans: { Basic: 'plan1' },
    publish: relay(send, { outbox: tenants.outbox, logger: { warn: () => {} } }),
    system,
  })
  answer = takeResult({
    tenants: tenants.store,
    outbox: tenants.outbox,
    tasks: {
      succeed: async (token, output) => void answers.push({ token, output }),
      fail: async (token, reason) => void answers.push({ token, reason }),
    },
    logger: { info: () => {}, warn: () => {} },
  })
})

const result = (type: string, detail: object) => ({ id: 'e1', source: APP_PLANE_SOURCE, 'detail-type': type, detail })
const steps = async () => (await tenants.store.registration('reg_1'))?.steps.map(({ status }) => status)
const createKey = () => step({ ...ids, step: 'create-api-key' })
const request = (taskToken = 'token1') => step({ ...ids, step: 'request-provisioning', taskToken })
const succeeded = (sequence: number) => answer(result('sbt_aws_provisionSuccess', { ...ids, sequence, reason: null }))
const activate = () => step({ ...ids, step: 'activate' })
const operating = (body?: unknown): ApiRequest => ({
  operation: '',
  params: { id: ids.tenantId },
  query: {},
  headers: {},
  body,
  caller: { userId: 'op1', email: 'op@x.example', role: 'SystemAdmin' },
  requestId: 'r1',
})
const operator = () => ({ tenants: tenants.store, send: async () => {}, system })
const retry = () => retryOnboarding(operator())(operating())
const suspend = () => suspendTenant(operator())(operating({ reason: 'Unpaid' }))
const compensate = (error: object = TIMED_OUT) => step({ ...ids, step: 'compensate', error })

describe('an onboarding', () => {
  it('gives the tenant its key, has the app plane make it ready, and activates it', async () => {
    await createKey()
    expect(plans).toEqual(['key-of-acme00000000 on plan1'])
    expect(await steps()).toEqual(['done', 'running', 'pending'])

    const { sequence } = await request()
    expect(events).toMatchObject([
      { type: 'sbt_aws_onboardingRequest', detail: { status: 'active', sequence, apiKeyId: 'key-of-acme00000000' } },
    ])
    await succeeded(sequence)
    expect(answers).toEqual([{ token: 'token1', output: { sequence } }])
    expect(await steps()).toEqual(['done', 'done', 'running'])

    await activate()
    expect(await steps()).toEqual(['done', 'done', 'done'])
    expect(await tenants.store.registration('reg_1')).toMatchObject({ status: 'active', pending: null })
    expect(events.at(-1)).toMatchObject({
      type: 'sbt_aws_onboardingSuccess',
      detail: { status: 'active', sequence: 4 },
    })
    expect(tenants.audit.map(({ change, sequence: at }) => `${at} ${change}`)).toEqual([
      '1 registered',
      '2 api-key-created',
      '3 provisioning-requested',
      '4 activated',
    ])
    expect(tenants.waiting).toEqual([])
  })

  it('may run every step again, from the beginning too', async () => {
    for (const token of ['token1', 'token2']) {
      await createKey()
      await createKey()
      const { sequence } = await request(token)
      await succeeded(sequence)
      await succeeded(sequence)
      await activate()
      await activate()
    }
    expect(keys.size).toBe(1)
    expect(answers.at(-1)).toMatchObject({ token: 'token2' })
    expect(events.filter(({ type }) => type === 'sbt_aws_onboardingSuccess')).toHaveLength(1)
    expect(await steps()).toEqual(['done', 'done', 'done'])
  })

  it('hears only the answer to its last request', async () => {
    await createKey()
    const first = await request('token1')
    const second = await request('token2')
    await succeeded(first.sequence)
    expect(answers).toEqual([])
    await succeeded(second.sequence)
    expect(answers).toMatchObject([{ token: 'token2' }])
  })

  it('hands on why the app plane failed', async () => {
    await createKey()
    const { sequence } = await request()
    await answer(result('sbt_aws_provisionFailure', { ...ids, sequence, reason: 'The pool is full' }))
    expect(answers).toEqual([{ token: 'token1', reason: 'The pool is full' }])
  })

  it('takes no answer from another source', async () => {
    const forged = { ...result('sbt_aws_provisionSuccess', {}), source: 'sbt.control.plane' }
    await expect(answer(forged)).rejects.toThrow('is no answer of the app plane')
  })

  it('leaves its event in the outbox when the bus is down', async () => {
    await createKey()
    busIsUp = false
    await request()
    expect(tenants.waiting).toMatchObject([{ type: 'sbt_aws_onboardingRequest' }])
  })

  it('fails with the reason kept, its key deleted, its name still claimed', async () => {
    await createKey()
    await request()
    await compensate({ Error: 'ProvisioningFailed', Cause: 'The pool is full' })
    expect(keys.size).toBe(0)
    expect(await tenants.store.tenant(ids.tenantId)).toMatchObject({ status: 'failed', failure: 'The pool is full' })
    expect(await tenants.store.registration('reg_1')).toMatchObject({
      status: 'failed',
      steps: [{ status: 'done' }, { status: 'failed', error: 'The pool is full' }, { status: 'pending' }],
    })
    expect(await tenants.store.tenantIdOf('ACME')).toBe(ids.tenantId)
    expect(events.at(-1)).toMatchObject({
      type: 'sbt_aws_onboardingFailure',
      detail: { status: 'failed', apiKeyId: null },
    })
    expect(tenants.audit.at(-1)).toMatchObject({ from: 'provisioning', to: 'failed', reason: 'The pool is full' })
    await compensate()
    expect(tenants.audit).toHaveLength(4)
  })

  it('makes no key for a tenant that has failed, nor undoes one that is served', async () => {
    await compensate()
    await expect(createKey()).rejects.toThrow('is failed')
    expect(keys.size).toBe(0)
  })

  it('can be tried again after it failed, under a larger sequence, and then becomes active', async () => {
    await createKey()
    const first = await request('token1')
    await compensate({ Error: 'ProvisioningFailed', Cause: 'The pool is full' })
    await retry()
    expect(await steps()).toEqual(['pending', 'pending', 'pending'])
    await createKey()
    const second = await request('token2')
    expect(second.sequence).toBeGreaterThan(first.sequence)
    await succeeded(first.sequence)
    expect(answers).toEqual([])
    await succeeded(second.sequence)
    await activate()
    expect(await tenants.store.tenant(ids.tenantId)).toMatchObject({ status: 'active' })
    expect(tenants.audit.map(({ actor, change, reason }) => `${actor} ${change} ${reason ?? ''}`.trim())).toEqual([
      'applicant registered',
      'lifecycle api-key-created',
      'lifecycle provisioning-requested',
      'lifecycle onboarding-failed The pool is full',
      'op@x.example onboarding-retried',
      'lifecycle api-key-created',
      'lifecycle provisioning-requested',
      'lifecycle activated',
    ])
  })

  it('is neither undone nor served again by a late step once the tenant is suspended', async () => {
    await createKey()
    await request()
    await activate()
    await suspend()
    expect(await compensate()).toMatchObject({ status: 'suspended' })
    await expect(request()).rejects.toThrow('cannot be provisioned')
    await expect(activate()).rejects.toThrow('cannot be activated')
    expect(keys.size).toBe(1)
  })

  it('is not undone once the tenant is active', async () => {
    await createKey()
    await request()
    await activate()
    expect(await compensate()).toMatchObject({ status: 'active' })
    expect(keys.size).toBe(1)
  })

  it('fails on an input that is no step', async () => {
    await expect(step({ ...ids, step: 'delete-everything' })).rejects.toThrow()
  })
})
