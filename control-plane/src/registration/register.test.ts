import { RegistrationView } from '@tenantry/contracts/control-plane-api/registration-schemas.ts'
import { buildOperator, buildRequest } from '@tenantry/tests/support/builders.ts'
import { type TestControlPlane, testControlPlane } from '@tenantry/tests/support/control-plane.ts'
import { ApiError } from '@tenantry/toolkit/api-error.ts'
import type { Entry } from '@tenantry/toolkit/events.ts'
import { system } from '@tenantry/toolkit/system.ts'
import { beforeEach, describe, expect, it } from 'vitest'
import * as z from 'zod/mini'
import { byOperator } from '../operators/operator.ts'
import { removedOperators } from '../operators/removed-operators.ts'
import { START_WORKFLOW, sendNow, WorkflowStart } from '../tenants/outbox-entries.ts'
import { tierCatalogue } from '../tenants/tier-catalogue.ts'
import { getRegistration } from './get-registration.ts'
import { type Registrar, registerTenant } from './register.ts'
import { unconfirmedStore } from './unconfirmed-store.ts'

const BODY = { tenantName: 'Acme Corp', email: 'ann@acme.example', tier: 'Basic' }
const request = (body: unknown, headers: Record<string, string> = {}) => buildRequest({ body, headers })
const OPERATOR: Registrar = { by: byOperator(buildRequest({ caller: buildOperator('op1') })), operatorId: 'op1' }

let plane: TestControlPlane
let started: WorkflowStart[]
let stepFunctionsIsUp: boolean
let signUp: ReturnType<typeof registerTenant>

/** Tiers as they are offered; an override makes every sign-up for Basic wait for approval. */
const tiersWith = (...overrides: { name: string; approval: boolean }[]) =>
  tierCatalogue({ getMany: async () => [], get: async ({ name }) => overrides.find((one) => one.name === name) })
const registerBy = (registrar: Registrar, tiers = tiersWith()) => {
  const send = async ({ detail }: Entry) => {
    if (!stepFunctionsIsUp) throw new Error('down')
    started.push(z.parse(WorkflowStart, detail))
  }
  const start = sendNow(plane.outbox, send, { warn: () => {} })
  return registerTenant({ tenants: plane.tenants, tiers, start, servesSilos: false, system }, () => registrar)
}

beforeEach(async () => {
  plane = await testControlPlane()
  started = []
  stepFunctionsIsUp = true
  signUp = registerBy(OPERATOR)
})

const following = () => getRegistration({ ...plane, unconfirmed: unconfirmedStore(plane.signUps, system) })
const Answer = z.looseObject({ registrationId: z.string(), tenantId: z.string() })

const refusal = (body: unknown, headers?: Record<string, string>) =>
  signUp(request(body, headers)).then(
    () => null,
    (error: unknown) => (error instanceof ApiError ? { code: error.code, field: error.field } : error),
  )

describe('a registration by an operator', () => {
  it('is accepted, claims the name, is written to the history, and starts the onboarding', async () => {
    const { status, body } = await signUp(request(BODY))
    const { registrationId, tenantId } = z.parse(Answer, body)
    expect({ status, body }).toEqual({ status: 202, body: { registrationId, tenantId, status: 'provisioning' } })
    expect(registrationId).toMatch(/^reg_[0-9a-z]{26}$/)
    expect(await plane.tenants.tenantIdOf('ACME  corp')).toBe(tenantId)
    expect(await plane.tenants.tenant(tenantId)).toMatchObject({ name: 'Acme Corp', shards: 1, sequence: 1 })
    expect(await plane.audit(tenantId)).toMatchObject([
      { tenantId, change: 'registered', from: null, to: 'provisioning' },
    ])
    expect(started).toMatchObject([{ kind: 'onboarding', tenantId, attempt: 1 }])
    expect(await plane.tenants.tenant(tenantId)).toMatchObject({ workflowId: started[0]?.workflowId })
    expect(await plane.waiting()).toEqual([])
  })

  it('from an export has the id that the export names, and says so in the history', async () => {
    const fromExport = { tenantId: 'globex000000', exportId: `wfl_${'0'.repeat(22)}` }
    const { body } = await signUp(request({ ...BODY, fromExport }))
    const { tenantId } = z.parse(Answer, body)
    expect(tenantId).toBe(fromExport.tenantId)
    expect(started).toMatchObject([{ kind: 'import', tenantId, attempt: 1, from: 'verify' }])
    const [record] = await plane.audit(tenantId)
    expect(record).toMatchObject({ change: 'registered', reason: `From the export ${fromExport.exportId}` })
    expect(await refusal({ ...BODY, tenantName: 'Globex', fromExport })).toEqual({
      code: 'CONFLICT',
      field: 'fromExport.tenantId',
    })
  })

  it('from an export is made once, however often one request is sent', async () => {
    const body = { ...BODY, fromExport: { tenantId: 'globex000000', exportId: `wfl_${'0'.repeat(22)}` } }
    const key = { 'idempotency-key': 'key1' }
    const first = await signUp(request(body, key))
    expect(await signUp(request(body, key))).toEqual(first)
    expect(started).toHaveLength(1)
    const other = { ...body, fromExport: { ...body.fromExport, exportId: `wfl_${'1'.repeat(22)}` } }
    expect(await refusal(other, key)).toMatchObject({ code: 'CONFLICT' })
  })

  it('can be followed by its id alone', async () => {
    const { body } = await signUp(request(BODY))
    const { registrationId } = z.parse(Answer, body)
    const follow = following()
    const found = await follow({ ...request(undefined), params: { id: registrationId } })
    expect(z.parse(RegistrationView, found.body)).toEqual(found.body)
    await expect(follow({ ...request(undefined), params: { id: 'reg_guess' } })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
  })

  it('is accepted while Step Functions is down: the sweeper will start it', async () => {
    stepFunctionsIsUp = false
    expect((await signUp(request(BODY))).status).toBe(202)
    expect(await plane.waiting()).toMatchObject([{ type: START_WORKFLOW }])
  })

  it('is refused when the name is taken, in any case', async () => {
    await signUp(request(BODY))
    const again = { ...BODY, tenantName: 'aCME cORP ', email: 'eve@evil.example' }
    expect(await refusal(again)).toEqual({ code: 'NAME_TAKEN', field: 'tenantName' })
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
    [
      'an export without a tenant',
      { ...BODY, fromExport: { exportId: `wfl_${'0'.repeat(22)}` } },
      'fromExport.tenantId',
    ],
    [
      'an export whose tenant is a path',
      { ...BODY, fromExport: { tenantId: '../globex000', exportId: `wfl_${'0'.repeat(22)}` } },
      'fromExport.tenantId',
    ],
    [
      'an export that is none',
      { ...BODY, fromExport: { tenantId: 'globex000000', exportId: 'latest' } },
      'fromExport.exportId',
    ],
    ['a dangerous member', JSON.parse('{"__proto__":{},"tenantName":"A"}'), '__proto__'],
  ])('is refused with %s, by the name of the field', async (_name, body, field) => {
    expect(await refusal(body)).toEqual({ code: 'INVALID_REQUEST', field })
  })

  it('is refused for a tier with silos where there is no API domain, with the reason', async () => {
    expect(await refusal({ ...BODY, tier: 'Platinum' })).toEqual({ code: 'TIER_UNAVAILABLE', field: 'tier' })
    expect(await plane.waiting()).toEqual([])
  })

  it('awaits approval for a tier that asks for it, as an override can say, and nothing starts', async () => {
    const strict = registerBy(OPERATOR, tiersWith({ name: 'Basic', approval: true }))
    const { body } = await strict(request(BODY))
    expect(body).toMatchObject({ status: 'awaiting-approval' })
    const { tenantId, registrationId } = z.parse(Answer, body)
    expect(await plane.tenants.tenant(tenantId)).toMatchObject({ status: 'awaiting-approval', sequence: 1 })
    const found = await following()(buildRequest({ params: { id: registrationId } }))
    expect(found.body).toMatchObject({ status: 'awaiting-approval' })
    expect(started).toEqual([])
    expect(await plane.waiting()).toEqual([])
    await expect(strict(request({ ...BODY, tenantName: 'acme corp' }))).rejects.toMatchObject({ code: 'NAME_TAKEN' })
  })

  it('has their name in the history, and is refused to one who was removed', async () => {
    const ofOperator = registerBy(OPERATOR)
    const { tenantId } = z.parse(Answer, (await ofOperator(request(BODY))).body)
    expect(await plane.audit(tenantId)).toMatchObject([{ actor: 'op1@operators.example', change: 'registered' }])
    await removedOperators(plane.items).add('op1')
    await expect(ofOperator(request({ ...BODY, tenantName: 'Other' }))).rejects.toMatchObject({ code: 'FORBIDDEN' })
    expect(await plane.tenants.tenantIdOf('Other')).toBeNull()
  })
})
