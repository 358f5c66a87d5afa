import { APP_PLANE_SOURCE } from '@tenantry/contracts/events.ts'
import type { AccountBody } from '@tenantry/contracts/tenant-account.ts'
import {
  AT,
  buildRequest,
  buildSignUp,
  buildTenant,
  standingClock,
  TENANT_ID,
} from '@tenantry/tests/support/builders.ts'
import { type TestControlPlane, testControlPlane } from '@tenantry/tests/support/control-plane.ts'
import { createTables } from '@tenantry/tests/support/dynamodb.ts'
import { table } from '@tenantry/toolkit/table.ts'
import { beforeEach, describe, expect, it } from 'vitest'
import { auditReader } from '../audit/audit-reader.ts'
import { costState } from '../cost-records/cost-state.ts'
import { tenantCosts } from '../cost-records/tenant-costs.ts'
import { answerList } from '../tenant-lists/answer-list.ts'
import { declineRequest } from '../tenant-management/decline-request.ts'
import { listRequests } from '../tenant-management/list-requests.ts'
import { followPerson } from '../tenant-people/follow-person.ts'
import { againWhenStale } from '../tenants/again-when-stale.ts'
import { tenantPeople } from '../tenants/tenant-people.ts'
import { type TenantRequests, tenantRequests } from '../tenants/tenant-requests.ts'
import { tierCatalogue } from '../tenants/tier-catalogue.ts'
import { unusedTenants } from '../tenants/unused-tenants.ts'
import { answerQuestion } from './answer-question.ts'
import { verifyMember } from './verify-member.ts'

let plane: TestControlPlane
let requests: TenantRequests
const BY = { token: `ann of ${TENANT_ID}`, role: 'TenantAdmin', sourceIp: '203.0.113.7', requestId: 'r1' } as const
const USAGE = { month: '2026-01', used: 10, quota: 100, left: 90, resetsAt: '2026-02-01T00:00:00.000Z' }

beforeEach(async () => {
  plane = await testControlPlane()
  await createTables(plane.client, ['usage', 'costs'])
  await plane.tenants.register(buildSignUp({ tenant: buildTenant('active', { workflowId: null }) }))
  requests = tenantRequests(plane.client, { tenants: 'tenants', audit: 'audit' })
})

/** No tier was changed, so nothing is in the table. */
const tiers = () => tierCatalogue({ get: async () => undefined, getMany: async () => [] })
/** Tokens that are as good as signed: `<person> of <tenant>`. */
const verify = verifyMember(
  async ({ userPoolId }, token) => {
    const [, sub, tenantId] = /^(\w+) of (\w+)$/.exec(token) ?? []
    if (!sub || userPoolId !== 'shared') throw new Error('not signed by this pool')
    return { sub, tenantId }
  },
  { userPoolId: 'shared', clientId: 'app' },
)
const services = (more: object = {}) => ({
  ...plane,
  requests,
  tiers: tiers(),
  usageOf: async () => USAGE,
  usage: table(plane.client, 'usage'),
  state: costState(table(plane.client, 'costs')),
  tenantCosts: tenantCosts(table(plane.client, 'costs')),
  showsMoney: false,
  readAudit: auditReader(table(plane.client, 'audit')),
  verify,
  system: standingClock,
  ...more,
})
const answer = (question: object) => answerQuestion(services())(question)
const ask = (request: AccountBody['request']) => answer({ operation: 'ask', tenantId: TENANT_ID, by: BY, request })
const show = () => answer({ operation: 'show', tenantId: TENANT_ID, by: BY })

const operator = { caller: { userId: 'op1', email: 'op1@operators.example', role: 'SystemAdmin' } }
const operating = () => ({ ...plane, requests, people: tenantPeople(plane.items), system: standingClock })
const listed = async () => (await listRequests(operating())(buildRequest())).body
const decline = (reason: string) =>
  declineRequest(operating())(buildRequest({ ...operator, params: { id: TENANT_ID }, body: { reason } }))

const list = (name: string, query: Record<string, string> = {}, tenantId: string = TENANT_ID, by: object = BY) =>
  answerList(services())({ tenantId, by, list: name, query })

describe('lists of an account', () => {
  const HOUR = '2026-01-01T00'
  const row = { service: 'things', operation: 'listThings', requests: 3, errors: 1, serverErrors: 0, throttles: 0 }
  const sums = { readUnits: 1, writeUnits: 0, billedMs: 9, mbMs: 9, bytesIn: 1, bytesOut: 1, logBytes: 1 }
  const bad = { requestId: 'req-1', time: AT, service: 'things', operation: 'listThings', status: 404, why: 'failed' }

  beforeEach(async () => {
    const usage = table(plane.client, 'usage')
    for (const tenantId of [TENANT_ID, 'other0000000']) {
      const rows = [{ ...row, ...sums, latency: [4, 5, 6] }]
      await usage.put({ pk: tenantId, sk: `hour#${HOUR}`, tier: 'Basic', rows })
      const requests = [{ ...bad, tenantId, durationMs: 4 }]
      await usage.put({ pk: tenantId, sk: `requests#${HOUR}`, requests })
    }
  })

  const span = { from: AT, to: '2026-01-02T00:00:00.000Z' }

  it('show what the tenant used, and which of its requests failed', async () => {
    expect(await list('usage', span)).toMatchObject({
      page: { items: [{ from: AT, ...row, p50Ms: 5 }], nextCursor: null },
    })
    expect(await list('requests', span)).toMatchObject({ page: { items: [{ ...bad, tenantId: TENANT_ID }] } })
  })

  it('show what its people changed, without addresses, and nothing that an operator or somebody of another tenant did', async () => {
    await ask({ kind: 'leave', words: '' })
    await decline('Not now')
    const { page } = (await list('audit')) as { page: { items: Record<string, unknown>[] } }
    expect(page.items).toMatchObject([{ action: 'tenant.leave-requested', actor: { id: 'ann', role: 'TenantAdmin' } }])
    expect(JSON.stringify(page)).not.toContain('203.0.113.7')
  })

  it('show what the tenant used and cost, money only where the deployment shows it, and nothing of another tenant', async () => {
    const unit = '2026-01-01'
    const from = Date.parse(unit)
    const none = { idle: 0n, platform: 0n, noUsage: 0n, noDriver: 0n }
    const state = costState(table(plane.client, 'costs'))
    const days = [{ from, service: 'AWSLambda', total: 7n, unallocated: none }]
    const common = { digest: '', looks: '', closed: false, hours: [], days, previous: null }
    await state.publish({ ...common, unit, version: 1, slot: 0 }, null)
    const cost = { from, tier: 'Basic', service: 'AWSLambda', driver: 'lambdaMbMs', used: '0.5' }
    await tenantCosts(table(plane.client, 'costs')).write(
      { unit, slot: 0, version: 1 },
      new Map([
        [TENANT_ID, [{ ...cost, cost: 3n }]],
        ['other0000000', [{ ...cost, cost: 4n }]],
      ]),
    )
    const row = { from: AT, service: 'AWSLambda', driver: 'lambdaMbMs', used: '0.5' }
    expect(await list('costs', span)).toEqual({ page: { items: [{ ...row, cost: null }], nextCursor: null } })
    const shown = answerList(services({ showsMoney: true }))
    expect(await shown({ tenantId: TENANT_ID, by: BY, list: 'costs', query: { ...span, by: 'month' } })).toEqual({
      page: { items: [{ ...row, cost: '0.000000000003' }], nextCursor: null },
    })
  })

  it('are refused to people of other tenants, and for queries that are wrong', async () => {
    const other = { ...BY, token: 'ann of other0000000' }
    for (const name of ['usage', 'requests', 'audit', 'costs']) {
      expect(await list(name, {}, TENANT_ID, other)).toMatchObject({ refusal: { code: 'FORBIDDEN' } })
      expect(await list(name, { cursor: 'x' })).toMatchObject({ refusal: { code: 'INVALID_CURSOR' } })
      expect(await list(name, { from: 'x' })).toMatchObject({ refusal: { code: 'INVALID_REQUEST', field: 'from' } })
    }
  })
})

describe('the account of a tenant', () => {
  it('shows its tier, the tiers on offer, what is left of the month, and that it asks for nothing', async () => {
    expect(await show()).toMatchObject({
      account: { tier: { name: 'Basic' }, usage: USAGE, work: null, request: null },
    })
    const { account } = (await show()) as { account: { offered: { name: string }[] } }
    expect(account.offered.map(({ name }) => name)).toEqual(['Basic', 'Standard', 'Premium', 'Platinum'])
  })

  it('keeps what its admin asks for, in place of what was asked before, until they ask for nothing', async () => {
    await ask({ kind: 'tier', tier: 'Premium', words: 'We grow.' })
    const asked = { kind: 'tier', tier: 'Premium', words: 'We grow.', state: 'open', askedAt: AT, reason: null }
    expect(await show()).toMatchObject({ account: { request: asked } })
    expect(await ask({ kind: 'leave', words: '' })).toMatchObject({
      account: { request: { kind: 'leave', tier: null } },
    })
    expect(await ask(null)).toMatchObject({ account: { request: null } })
    expect(await listed()).toEqual({ items: [], nextCursor: null })
  })

  it.each([
    ['Basic', 'CONFLICT'],
    ['Gold', 'TIER_UNAVAILABLE'],
  ])('refuses to ask for %s as %s', async (tier, code) => {
    expect(await ask({ kind: 'tier', tier, words: '' })).toMatchObject({ refusal: { code, field: 'request.tier' } })
    expect(await requests.get(TENANT_ID)).toBeNull()
  })

  it.each([
    ['of another tenant', 'eve of globex000000'],
    ['of nobody', 'forged'],
  ])('is shown and changed by no token %s, whichever tenant the application plane names', async (_, token) => {
    const by = { ...BY, token }
    const refusal = { refusal: { code: 'FORBIDDEN' } }
    expect(await answer({ operation: 'show', tenantId: TENANT_ID, by })).toMatchObject(refusal)
    const request = { kind: 'leave', words: '' }
    expect(await answer({ operation: 'ask', tenantId: TENANT_ID, by, request })).toMatchObject(refusal)
    expect(await requests.get(TENANT_ID)).toBeNull()
  })

  it('records who asked, and never the words of a question that is none', async () => {
    await ask({ kind: 'leave', words: 'Thank you.' })
    const { items } = await table(plane.client, 'audit').query({
      key: 'trail = :trail',
      values: { ':trail': `tenant-account#${TENANT_ID}` },
    })
    expect(items).toMatchObject([
      { record: { action: 'tenant.leave-requested', actor: { kind: 'person', id: 'ann' }, sourceIp: '203.0.113.7' } },
    ])
    await expect(answer({ operation: 'ask', tenantId: 'x', request: null })).rejects.toThrow()
  })
})

describe('operators', () => {
  it('see what tenants ask for, with the person as far as they are known', async () => {
    await ask({ kind: 'tier', tier: 'Premium', words: 'We grow.' })
    const view = { tenantId: TENANT_ID, tenantTier: 'Basic', kind: 'tier', tier: 'Premium', words: 'We grow.' }
    expect(await listed()).toMatchObject({ items: [{ ...view, askedBy: null }], nextCursor: null })
    const ann = { tenantId: TENANT_ID, userId: 'ann', email: 'ann@acme.example', createdAt: AT, sequence: 1 }
    const detail = { ...ann, role: 'TenantAdmin', state: 'active' }
    const event = { id: 'e1', source: APP_PLANE_SOURCE, 'detail-type': 'sbt_aws_tenantUserCreated', detail }
    const kept = { people: tenantPeople(plane.items), unused: unusedTenants(plane.items) }
    await followPerson({ ...kept, system: standingClock })(event)
    expect(await listed()).toMatchObject({ items: [{ askedBy: 'ann@acme.example' }] })
  })

  it('do not decline what the tenant asks for in the meantime', async () => {
    await ask({ kind: 'leave', words: 'Too dear' })
    const later = { ...standingClock, now: () => standingClock.now() + 1 }
    const closing = { operation: 'ask', tenantId: TENANT_ID, by: BY, request: { kind: 'leave', words: 'We close' } }
    const get: typeof requests.get = async (tenantId) => {
      const before = await requests.get(tenantId)
      if (before?.words === 'Too dear') await answerQuestion(services({ system: later }))(closing)
      return before
    }
    const decliner = declineRequest({ ...operating(), requests: { ...requests, get } })
    const request = buildRequest({ ...operator, params: { id: TENANT_ID }, body: { reason: 'Wait for a discount.' } })
    await expect(againWhenStale({ decliner }).decliner(request)).rejects.toMatchObject({ code: 'CONFLICT' })
    expect(await show()).toMatchObject({ account: { request: { state: 'open', words: 'We close' } } })
  })

  it('decline, and the tenant sees why; it can ask again', async () => {
    await ask({ kind: 'leave', words: '' })
    expect(await decline('Your contract runs until June.')).toMatchObject({ status: 204 })
    const declined = { kind: 'leave', state: 'declined', reason: 'Your contract runs until June.' }
    expect(await show()).toMatchObject({ account: { request: declined } })
    expect(await listed()).toEqual({ items: [], nextCursor: null })
    await expect(decline('Again.')).rejects.toMatchObject({ code: 'CONFLICT' })
    await ask({ kind: 'tier', tier: 'Standard', words: '' })
    expect(await listed()).toMatchObject({ items: [{ tier: 'Standard' }] })
  })
})
