import { buildOperator, buildRequest } from '@tenantry/tests/support/builders.ts'
import { testCursors } from '@tenantry/tests/support/cursors.ts'
import { testDynamo } from '@tenantry/tests/support/dynamodb.ts'
import type { ApiOperation } from '@tenantry/toolkit/http.ts'
import type { OutboxEntry } from '@tenantry/toolkit/outbox.ts'
import { system as realSystem } from '@tenantry/toolkit/system.ts'
import { table } from '@tenantry/toolkit/table.ts'
import { beforeEach, describe, expect, it } from 'vitest'
import { auditReader, type ReadAudit } from '../audit/audit-reader.ts'
import { type RemovedOperators, removedOperators } from '../operators/removed-operators.ts'
import { againWhenStale } from '../tenants/again-when-stale.ts'
import { type TierCatalogue, tierCatalogue } from '../tenants/tier-catalogue.ts'
import { createTier } from './create-tier.ts'
import { editTier } from './edit-tier.ts'
import { listTiers } from './list-tiers.ts'
import { retireTier } from './retire-tier.ts'
import { tierWrites } from './tier-writes.ts'

const HOUR = 3_600_000
const GOLD = {
  name: 'Gold',
  deployment: 'pool',
  rate: 10,
  burst: 20,
  quota: 1000,
  shards: 2,
  approval: false,
  priceCents: 100,
}

let now: number
let tiers: TierCatalogue
let removed: RemovedOperators
let readAudit: ReadAudit
let applied: string[]
let plansAreBusy: boolean
let tenants: { tier: string; status: 'active' | 'deleted'; count: number }[]
let sent: OutboxEntry[]
let operations: Record<'create' | 'edit' | 'retire' | 'list', ApiOperation>

beforeEach(async () => {
  const client = await testDynamo('tiers', 'tenants', 'audit', 'outbox')
  now = Date.now()
  const system = { ...realSystem, now: () => ++now }
  tiers = tierCatalogue(table(client, 'tiers'))
  removed = removedOperators(table(client, 'tenants'))
  readAudit = auditReader(table(client, 'audit'))
  applied = []
  sent = []
  const send = async (entry: OutboxEntry) => void sent.push(entry)
  plansAreBusy = false
  tenants = []
  const services = {
    tiers,
    write: tierWrites(client, { tiers: 'tiers', tenants: 'tenants', audit: 'audit', outbox: 'outbox' }, send, system),
    async applyEdit(name: string) {
      if (plansAreBusy) return false
      applied.push(name)
      return true
    },
    pendingTiers: async () => new Set<string>(),
    countTenants: async () => tenants,
    cursors: await testCursors(),
    system,
  }
  operations = againWhenStale({
    create: createTier(services),
    edit: editTier(services),
    retire: retireTier(services),
    list: listTiers(services),
  })
})

const call = (operation: keyof typeof operations, request: object) =>
  operations[operation](buildRequest({ caller: buildOperator(), ...request }))
const create = (body: object) => call('create', { body })
const put = (name: string, body: unknown) => call('edit', { params: { name }, body })
const retire = (name: string) => call('retire', { params: { name } })
const names = async (query: object = {}) => {
  const { body } = await call('list', { query })
  return (body as { items: { name: string }[] }).items.map(({ name }) => name)
}
const DEFAULTS = ['Basic', 'Standard', 'Premium', 'Platinum']

describe('an edited tier', () => {
  it('is on offer as it was edited, and what the edit leaves out stays as it was', async () => {
    const answer = await put('Basic', { approval: true, priceCents: 1 })
    expect(answer).toMatchObject({ status: 200, body: { name: 'Basic', approval: true, priceCents: 1, rate: 50 } })
    await put('Basic', { shards: 8 })
    expect(await tiers.find('Basic')).toMatchObject({ approval: true, priceCents: 1, shards: 8, version: 2 })
  })

  it('has another price from the day of the edit on, and keeps those that held before', async () => {
    const today = new Date(now).toISOString().slice(0, 10)
    await put('Basic', { priceCents: 5900 })
    const prices = [
      { from: '1970-01-01', priceCents: 4900 },
      { from: today, priceCents: 5900 },
    ]
    expect(await put('Basic', {})).toMatchObject({ body: { priceCents: 5900, prices } })
    // What a page sends back as it was shown changes nothing.
    expect(await put('Basic', { priceCents: 5900, prices })).toMatchObject({ body: { priceCents: 5900, prices } })
    now += 24 * HOUR
    const tomorrow = new Date(now).toISOString().slice(0, 10)
    expect(await put('Basic', { priceCents: 6900 })).toMatchObject({
      body: { priceCents: 6900, prices: [...prices, { from: tomorrow, priceCents: 6900 }] },
    })
  })

  it('may be given prices for days to come, which hold when they are there', async () => {
    const day = (days: number) => new Date(now + days * 24 * HOUR).toISOString().slice(0, 10)
    const prices = [
      { from: day(-30), priceCents: 1000 },
      { from: day(10), priceCents: 2000 },
    ]
    expect(await put('Basic', { prices })).toMatchObject({ body: { priceCents: 1000, prices } })
    const shown = async () => ((await call('list', {})).body as { items: unknown[] }).items[0]
    expect(await shown()).toMatchObject({ priceCents: 1000 })
    now += 10 * 24 * HOUR
    expect(await shown()).toMatchObject({ priceCents: 2000 })
  })

  it.each([
    [[{ from: '2026-11-29', priceCents: -1 }], 'prices.0.priceCents'],
    [[{ from: 'tomorrow', priceCents: 1 }], 'prices.0.from'],
    [
      [
        { from: '2026-11-29', priceCents: 1 },
        { from: '2026-11-29', priceCents: 2 },
      ],
      'prices',
    ],
  ])('refuses prices that are none, or not in their order: %j', async (prices, field) => {
    await expect(put('Basic', { prices })).rejects.toMatchObject({ code: 'INVALID_REQUEST', field })
  })

  it('has its limits applied each time, and is pending while they cannot be', async () => {
    expect(await put('Basic', { rate: 80 })).toMatchObject({ body: { rate: 80, pending: false } })
    await put('Basic', {})
    expect(applied).toEqual(['Basic', 'Basic'])
    plansAreBusy = true
    expect(await put('Basic', { rate: 90 })).toMatchObject({ status: 200, body: { rate: 90, pending: true } })
  })

  it('is recorded in the transaction of its change', async () => {
    await put('Basic', { rate: 80 })
    const { entries } = await readAudit({ filter: { object: 'tier/Basic' }, limit: 10, after: null })
    expect(entries).toMatchObject([
      {
        action: 'tier.edited',
        actor: { id: 'op1' },
        outcome: 'done',
        before: { rate: 50, version: 0 },
        after: { rate: 80, version: 1 },
      },
    ])
  })

  it('is announced with what it gives, each change with a larger sequence, and nothing is announced that was refused', async () => {
    const given = { entitlements: ['reports'], allowances: { runs: 5 } }
    for (const edit of [given, { rate: 80 }]) await put('Basic', edit)
    await expect(put('Basic', { name: 'Other' })).rejects.toMatchObject({ code: 'INVALID_REQUEST' })
    const state = { name: 'Basic', ...given }
    expect(sent).toMatchObject([1, 2].map((sequence) => ({ type: 'tierChanged', detail: { ...state, sequence } })))
  })

  it('keeps what two operators edit at the same time', async () => {
    await Promise.all([put('Basic', { rate: 80 }), put('Basic', { burst: 190 })])
    expect(await tiers.find('Basic')).toMatchObject({ rate: 80, burst: 190, version: 2 })
  })

  it('is refused to the one of two who mean the same version', async () => {
    const edit = (rate: number) =>
      call('edit', { params: { name: 'Basic' }, body: { rate }, precondition: { tags: null, version: 0 } })
    const outcomes = await Promise.allSettled([edit(80), edit(90)])
    const [refused] = outcomes.filter(({ status }) => status === 'rejected')
    expect(refused).toMatchObject({ reason: { code: 'PRECONDITION_FAILED' } })
    expect(await tiers.find('Basic')).toMatchObject({ version: 1 })
  })

  it('keeps its name and its deployment, and takes what a list shows of it', async () => {
    const { body } = await call('list', {})
    const [{ version: _, ...basic }] = (body as { items: [{ version: number }] }).items
    expect(await put('Basic', basic)).toMatchObject({ status: 200 })
    await expect(put('Basic', { name: 'Premium' })).rejects.toMatchObject({ field: 'name' })
    await expect(put('Basic', { deployment: 'silo' })).rejects.toMatchObject({ field: 'deployment' })
    for (const name of ['Gold', 'lock#Basic', '#catalogue', 'plan#tenantry-tier-Basic'])
      await expect(put(name, {})).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })

  it.each([
    [{ rate: 0 }, 'rate'],
    [{ burst: 1.5 }, 'burst'],
    [{ shards: 65 }, 'shards'],
    [{ priceCents: -1 }, 'priceCents'],
    [{ entitlements: 'all' }, 'entitlements'],
    [{ entitlements: ['Twice the rate'] }, 'entitlements.0'],
    [{ entitlements: ['own-pool', 'own-pool'] }, 'entitlements'],
    [{ allowances: { runs: -1 } }, 'allowances.runs'],
    [{ allowances: { 'So many': 1 } }, 'allowances.So many'],
    [{ state: 'deleted' }, 'state'],
    [{ colour: 'red' }, 'colour'],
    [undefined, 'body'],
  ])('is refused with %j, by the name of the field', async (body, field) => {
    await expect(put('Basic', body)).rejects.toMatchObject({ code: 'INVALID_REQUEST', field })
  })
})

describe('a new tier', () => {
  it('stands behind the others, and is a tier like them', async () => {
    expect(await create({ ...GOLD, entitlements: ['own-domain'] })).toMatchObject({
      status: 201,
      body: { name: 'Gold', state: 'offered', pending: false, version: 1, entitlements: ['own-domain'] },
    })
    await create({ ...GOLD, name: 'Silver Plus' })
    expect(await names()).toEqual([...DEFAULTS, 'Gold', 'Silver Plus'])
    expect(await put('Gold', { rate: 11 })).toMatchObject({ body: { rate: 11, burst: 20, version: 2 } })
  })

  it('has a name that no other tier has, in whatever case', async () => {
    await create(GOLD)
    for (const name of ['Gold', 'gold', 'BASIC'])
      await expect(create({ ...GOLD, name })).rejects.toMatchObject({ code: 'CONFLICT', field: 'name' })
    for (const name of ['', ' Gold', 'Gold#1', '#catalogue', 'a/b', 'x'.repeat(33)])
      await expect(create({ ...GOLD, name })).rejects.toMatchObject({ code: 'INVALID_REQUEST', field: 'name' })
  })

  it('is whole', async () => {
    const { quota: _, ...rest } = GOLD
    await expect(create(rest)).rejects.toMatchObject({ code: 'INVALID_REQUEST', field: 'quota' })
    expect(await names()).toEqual(DEFAULTS)
  })

  it('is made once when two operators make it at the same time, and neither loses another one', async () => {
    const outcomes = await Promise.allSettled([create(GOLD), create(GOLD), create({ ...GOLD, name: 'Silver' })])
    const made = outcomes.filter(({ status }) => status === 'fulfilled').length
    expect(await names()).toHaveLength(DEFAULTS.length + made)
  })
})

describe('a retired tier', () => {
  it('is not on offer, and can be offered again', async () => {
    expect(await retire('Basic')).toEqual({ status: 204 })
    expect(await names()).toEqual(DEFAULTS.slice(1))
    expect(await names({ state: 'retired' })).toEqual(['Basic'])
    expect(await names({ state: 'all' })).toEqual(DEFAULTS)
    expect(await tiers.find('Basic')).toMatchObject({ state: 'retired', rate: 50 })
    expect(await put('Basic', { state: 'offered' })).toMatchObject({ body: { state: 'offered' } })
    expect(await names()).toEqual(DEFAULTS)
  })

  it('is deleted when it has been so for an hour and nobody has it; its name is free then, and its versions grow on', async () => {
    await create(GOLD)
    await retire('Gold')
    await expect(retire('Gold')).rejects.toMatchObject({
      code: 'CONFLICT',
      message: expect.stringContaining('an hour'),
    })
    now += HOUR
    tenants = [
      { tier: 'Gold', status: 'active', count: 2 },
      { tier: 'Gold', status: 'deleted', count: 9 },
    ]
    await expect(retire('Gold')).rejects.toMatchObject({
      code: 'CONFLICT',
      message: expect.stringContaining('tenants: 2'),
    })
    tenants = tenants.slice(1)
    expect(await retire('Gold')).toEqual({ status: 204 })
    expect(await names({ state: 'all' })).toEqual(DEFAULTS)
    expect(await tiers.find('Gold')).toBeNull()
    await expect(retire('Gold')).rejects.toMatchObject({ code: 'NOT_FOUND' })

    expect(await create(GOLD)).toMatchObject({ body: { version: 4 } })
    const { entries } = await readAudit({ filter: { object: 'tier/Gold' }, limit: 10, after: null })
    expect(entries.map(({ action }) => action).reverse()).toEqual([
      'tier.created',
      'tier.retired',
      'tier.deleted',
      'tier.created',
    ])
  })

  it('of a new system can be deleted as any other', async () => {
    await retire('Standard')
    now += HOUR
    await retire('Standard')
    expect(await names({ state: 'all' })).toEqual(['Basic', 'Premium', 'Platinum'])
    expect(await tiers.find('Standard')).toBeNull()
  })
})

it('nothing of tiers is changed by an operator who was removed, though the authorizer still lets the token pass', async () => {
  await removed.add('op1')
  for (const attempt of [() => put('Basic', { rate: 80 }), () => create(GOLD), () => retire('Basic')])
    await expect(attempt()).rejects.toMatchObject({ code: 'FORBIDDEN' })
  expect(applied).toEqual([])
  expect(await tiers.all()).toMatchObject(DEFAULTS.map((name) => ({ name, version: 0, state: 'offered' })))
})
