import { APP_PLANE_SOURCE } from '@tenantry/contracts/events.ts'
import { buildSignUp, standingClock, TENANT_ID, WORKFLOW_ID } from '@tenantry/tests/support/builders.ts'
import { type TestControlPlane, testControlPlane } from '@tenantry/tests/support/control-plane.ts'
import { noMoves } from '@tenantry/tests/support/no-moves.ts'
import { withoutSilos } from '@tenantry/tests/support/silos.ts'
import type { Entry } from '@tenantry/toolkit/events.ts'
import { system } from '@tenantry/toolkit/system.ts'
import { beforeEach, describe, expect, it } from 'vitest'
import { takeResult } from '../request-results/take-result.ts'
import { sendNow } from '../tenants/outbox-entries.ts'
import { queueWorkflow } from '../workflows/workflow.ts'
import { runStep } from './run-step.ts'

const TIMED_OUT = { Error: 'States.Timeout' }
const RUN = { kind: 'onboarding', tenantId: TENANT_ID, workflowId: WORKFLOW_ID, attempt: 1 }

let plane: TestControlPlane
let keys: Map<string, string>
let events: Entry[]
let answers: unknown[]
let busIsUp: boolean
let keysAreRefused: boolean

beforeEach(async () => {
  plane = await testControlPlane()
  await plane.tenants.register(buildSignUp())
  keys = new Map()
  events = []
  answers = []
  busIsUp = true
  keysAreRefused = false
})

/** Of changes of tiers, which have tests of their own. */
const unused = () => Promise.reject(new Error('unused'))

const step = (input: object) => {
  const send = async (event: Entry) => {
    if (!busIsUp) throw new Error('down')
    events.push(event)
  }
  return runStep({
    ...plane,
    keys: {
      ensure: async (name) => keys.set(name, keys.get(name) ?? `key-of-${name}`).get(name) ?? '',
      count: async () => 0,
      async keepOnly(name) {
        if (keysAreRefused) throw new Error('refused')
        keys.delete(name)
      },
    },
    quotas: {
      check: async () => {},
      tiers: { find: async () => null },
      registry: { get: async () => null },
    },
    ...noMoves,
    plans: {
      ensure: async () => 'plan1',
      addKey: async () => {},
      removeKey: unused,
      planOf: unused,
      addStage: async () => {},
      list: async () => ({ plans: [], total: 0 }),
      removeStages: async () => {},
    },
    usage: { ofMonth: unused, setLeft: unused },
    tiers: { find: unused },
    silos: withoutSilos,
    people: { list: async () => [] },
    unused: { markUsed: unused },
    data: () => Promise.reject(new Error('an onboarding works on no data')),
    publish: sendNow(plane.outbox, send, { warn: () => {} }),
    system: { ...standingClock, sleep: system.sleep },
  })({ ...RUN, ...input })
}
const createKey = () => step({ step: 'api-key' })
const request = (taskToken = 'token1') => step({ step: 'app-plane', taskToken })
const activate = () => step({ step: 'activate' })
const compensate = (error: object = TIMED_OUT) => step({ step: 'compensate', error })
const result = (type: string, detail: object, source: string = APP_PLANE_SOURCE) =>
  takeResult({
    ...plane,
    tasks: {
      succeed: async (token, output) => void answers.push({ token, output }),
      fail: async (token, failure) => void answers.push({ token, ...failure }),
    },
    logger: { info: () => {}, warn: () => {} },
    system: standingClock,
  })({
    id: 'e1',
    source,
    'detail-type': type,
    detail: { tenantId: TENANT_ID, workflowId: WORKFLOW_ID, reason: null, isTransient: false, ...detail },
  })
const succeeded = (sequence: number) => result('sbt_aws_provisionSuccess', { sequence })
const tenant = async () => {
  const found = await plane.tenants.tenant(TENANT_ID)
  if (!found) throw new Error('gone')
  return found
}
const sequence = async () => (await tenant()).sequence
const workflow = () => plane.workflows.get(TENANT_ID, WORKFLOW_ID)
const steps = async () => (await workflow())?.steps.map(({ name, status }) => `${name} ${status}`)

describe('an onboarding', () => {
  it('gives the tenant its key, has the app plane make it ready, and activates it', async () => {
    await createKey()
    expect(await steps()).toEqual(['preflight done', 'api-key done', 'app-plane running', 'activate pending'])

    await request()
    const asked = { sequence: await sequence(), workflowId: WORKFLOW_ID, apiKeyId: `key-of-${TENANT_ID}` }
    expect(events).toMatchObject([{ type: 'sbt_aws_onboardingRequest', detail: { status: 'active', ...asked } }])
    await succeeded(asked.sequence)
    expect(answers).toEqual([{ token: 'token1', output: { sequence: asked.sequence } }])
    expect(await steps()).toEqual(['preflight done', 'api-key done', 'app-plane done', 'activate running'])

    await activate()
    expect(await workflow()).toMatchObject({ status: 'done', waitsFor: null })
    expect(await tenant()).toMatchObject({ status: 'active', workflowId: null })
    expect(events.at(-1)).toMatchObject({
      type: 'sbt_aws_onboardingSuccess',
      detail: { status: 'active', sequence: 4, workflowId: WORKFLOW_ID },
    })
    expect((await plane.audit()).map(({ change, sequence: at }) => `${at} ${change}`)).toEqual([
      '1 registered',
      '2 api-key-created',
      '3 provisioning-requested',
      '4 activated',
    ])
    expect(await plane.waiting()).toEqual([])
  })

  it('makes no silo for a tenant of the pool, though its state machine asks for it', async () => {
    const before = await workflow()
    expect(await step({ step: 'stack' })).toEqual({ next: 'done' })
    expect(await workflow()).toEqual(before)
    expect(await tenant()).toMatchObject({ deployment: { kind: 'pool' } })
  })

  it('may run every step again', async () => {
    for (const _ of [1, 2]) await createKey()
    for (const token of ['token1', 'token2']) await request(token)
    for (const _ of [1, 2]) await succeeded(await sequence())
    expect(answers).toMatchObject([{ token: 'token2' }, { token: 'token2' }])
    for (const _ of [1, 2]) await activate()
    expect(await tenant()).toMatchObject({ status: 'active' })
    expect((await plane.audit()).filter(({ change }) => change === 'activated')).toHaveLength(1)
  })

  it('takes the answer to its last request only, and none of another workflow', async () => {
    await createKey()
    await request('token1')
    const first = await sequence()
    await request('token2')
    await succeeded(first)
    await result('sbt_aws_provisionSuccess', { sequence: await sequence(), workflowId: `wfl_${'1'.repeat(22)}` })
    expect(answers).toEqual([])
    await result('sbt_aws_provisionFailure', { sequence: await sequence(), reason: 'The pool is full' })
    expect(answers).toEqual([{ token: 'token2', error: 'RequestFailed', reason: 'The pool is full' }])
  })

  it('has the request made again where the app plane says that it may succeed then', async () => {
    await createKey()
    await request()
    await result('sbt_aws_provisionFailure', { sequence: await sequence(), reason: 'Throttled', isTransient: true })
    expect(answers).toMatchObject([{ error: 'TransientError' }])
  })

  it('takes no answer from another source', async () => {
    const forged = result('sbt_aws_provisionSuccess', { sequence: 1 }, 'sbt.control.plane')
    await expect(forged).rejects.toThrow('is no answer of the app plane')
  })

  it('leaves its event in the outbox when the bus is down', async () => {
    await createKey()
    busIsUp = false
    await request()
    expect(await plane.waiting()).toMatchObject([{ type: 'sbt_aws_onboardingRequest' }])
  })

  it('passes by the steps of silos for a tenant of the pool', async () => {
    // `withoutSilos` fails whoever asks for one.
    expect(await step({ step: 'stack' })).toEqual({ next: 'done' })
    expect(await steps()).toEqual(['preflight done', 'api-key running', 'app-plane pending', 'activate pending'])
    expect(await tenant()).toMatchObject({ deployment: { kind: 'pool' }, sequence: 1 })
  })

  it('fails with the reason kept, its key deleted, its name still claimed', async () => {
    await createKey()
    await request()
    await compensate({ Error: 'RequestFailed', Cause: 'The pool is full' })
    expect(keys.size).toBe(0)
    expect(await tenant()).toMatchObject({ status: 'failed', failure: 'The pool is full', workflowId: WORKFLOW_ID })
    expect(await workflow()).toMatchObject({ status: 'failed', error: 'The pool is full', dueAt: null })
    expect(await steps()).toEqual([
      'preflight done',
      'api-key done',
      'app-plane failed',
      'activate pending',
      'compensate done',
    ])
    expect(await plane.tenants.tenantIdOf('ACME')).toBe(TENANT_ID)
    expect(events.at(-1)).toMatchObject({
      type: 'sbt_aws_onboardingFailure',
      detail: { status: 'failed', apiKeyId: null, workflowId: WORKFLOW_ID },
    })
    const audit = await plane.audit()
    expect(audit.at(-1)).toMatchObject({ from: 'provisioning', to: 'failed', reason: 'The pool is full' })
    await compensate()
    expect(await plane.audit()).toHaveLength(audit.length)
  })

  it('whose compensation fails is given up, and shows both reasons', async () => {
    await createKey()
    keysAreRefused = true
    await expect(compensate()).rejects.toThrow('refused')
    expect(await steps()).toEqual([
      'preflight done',
      'api-key done',
      'app-plane failed',
      'activate pending',
      'compensate running',
    ])
    await step({ step: 'give-up', error: { Error: 'Error', Cause: 'refused' } })
    expect(await workflow()).toMatchObject({ status: 'failed', error: 'States.Timeout' })
    expect((await workflow())?.steps.at(-1)).toMatchObject({ name: 'compensate', status: 'failed', error: 'refused' })
    expect(await tenant()).toMatchObject({ status: 'provisioning' })
  })

  it('takes no step of a run that has ended or that a retry has followed, and undoes nothing for it', async () => {
    await compensate()
    await expect(createKey()).rejects.toThrow('comes too late')
    const ended = await workflow()
    if (!ended) throw new Error('gone')
    await plane.workflows.save({ before: ended, after: queueWorkflow(ended) })
    await expect(createKey()).rejects.toThrow('comes too late')
    await compensate()
    await step({ step: 'give-up', error: TIMED_OUT })
    expect(await workflow()).toMatchObject({ status: 'running', attempt: 2 })
    expect(keys.size).toBe(0)
  })

  it('is not undone once the tenant is active', async () => {
    await createKey()
    await request()
    await succeeded(await sequence())
    await activate()
    await compensate()
    expect(await tenant()).toMatchObject({ status: 'active' })
    expect(keys.size).toBe(1)
  })

  it.each([
    [{ step: 'delete-everything' }, 'step'],
    [{ step: 'release-name' }, 'has no step release-name'],
    [{ step: 'app-plane' }, 'no task token'],
    [{ step: 'compensate' }, 'no error'],
    [{ step: 'api-key', workflowId: 'wfl_other' }, 'has no workflow'],
  ])('fails on an input that is no step: %j', async (input, message) => {
    await expect(step(input)).rejects.toThrow(message)
  })
})
