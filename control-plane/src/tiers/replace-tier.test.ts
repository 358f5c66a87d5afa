import { buildOperator, buildRequest } from '@tenantry/tests/support/builders.ts'
import { testDynamo } from '@tenantry/tests/support/dynamodb.ts'
import { auditIntents } from '@tenantry/toolkit/audit.ts'
import { Locked } from '@tenantry/toolkit/lock.ts'
import { system } from '@tenantry/toolkit/system.ts'
import { table, transact } from '@tenantry/toolkit/table.ts'
import { beforeEach, describe, expect, it } from 'vitest'
import { auditReader, type ReadAudit } from '../audit/audit-reader.ts'
import { removedOperators } from '../operators/removed-operators.ts'
import { type TierCatalogue, tierCatalogue } from '../tenants/tier-catalogue.ts'
import { TooSoon } from './apply-limits.ts'
import { replaceTier } from './replace-tier.ts'

let tiers: TierCatalogue
let removed: ReturnType<typeof removedOperators>
let applied: unknown[]
let tooSoon: boolean
let locked: boolean
let replace: ReturnType<typeof replaceTier>
let readAudit: ReadAudit

beforeEach(async () => {
  const client = await testDynamo('tiers', 'tenants', 'audit')
  const audit = table(client, 'audit')
  readAudit = auditReader(audit)
  tiers = tierCatalogue(table(client, 'tiers'))
  removed = removedOperators(table(client, 'tenants'))
  applied = []
  tooSoon = false
  locked = false
  replace = replaceTier({
    tiers,
    write: (tier, outcome) => transact(client, [{ kind: 'put', table: 'tiers', item: tier }, outcome]),
    intents: auditIntents(audit, 'tiers', system),
    async applyLimits(plan, { rate, burst, quota }) {
      if (tooSoon) throw new TooSoon()
      applied.push({ plan, rate, burst, quota })
    },
    usagePlans: { Basic: 'plan1' },
    async alone(_tier, work) {
      if (locked) throw new Locked()
      return work()
    },
    removed,
  })
})

const put = (name: string, body: unknown) => replace(buildRequest({ params: { name }, body, caller: buildOperator() }))

describe('an edited tier', () => {
  it('is on offer as it was edited, and what the edit leaves out is the default', async () => {
    const answer = await put('Basic', { approval: true, priceCents: 1 })
    expect(answer).toMatchObject({ status: 200, body: { name: 'Basic', approval: true, priceCents: 1, rate: 50 } })
    expect(await tiers.find('Basic')).toEqual(answer.body)
    await put('Basic', { shards: 8 })
    expect(await tiers.find('Basic')).toMatchObject({ approval: false, priceCents: 4900, shards: 8 })
  })

  it('has its limits on its usage plan before it shows them', async () => {
    await put('Basic', { rate: 80, burst: 90, quota: 1000 })
    expect(applied).toEqual([{ plan: 'plan1', rate: 80, burst: 90, quota: 1000 }])
    await put('Basic', { rate: 80, burst: 90, quota: 1000, priceCents: 5 })
    expect(applied).toHaveLength(1)
    await put('Basic', {})
    expect(applied.at(-1)).toMatchObject({ rate: 50, burst: 100 })
  })

  it('stays as it was when API Gateway is not ready for another change, and says when to try again', async () => {
    tooSoon = true
    await expect(put('Basic', { rate: 80 })).rejects.toMatchObject({
      code: 'THROTTLED',
      headers: { 'retry-after': '20' },
    })
    expect(await tiers.find('Basic')).toMatchObject({ rate: 50 })
    expect(await put('Basic', { priceCents: 1 })).toMatchObject({ status: 200 })
  })

  it('is recorded with its limits before it is made, and with what came of it', async () => {
    await put('Basic', { rate: 80 })
    tooSoon = true
    await expect(put('Basic', { rate: 90 })).rejects.toMatchObject({ code: 'THROTTLED' })
    const { entries } = await readAudit({ filter: { object: 'tier/Basic' }, limit: 10, after: null })
    const facts = { action: 'tier.replaced', actor: { id: 'op1' } }
    expect(entries).toMatchObject([
      { ...facts, outcome: 'failed', before: { rate: 80 }, after: { rate: 80 } },
      { ...facts, outcome: 'done', before: { rate: 50, version: 0 }, after: { rate: 80, version: 1 } },
    ])
  })

  it('is refused while somebody else edits it', async () => {
    locked = true
    await expect(put('Basic', { rate: 80 })).rejects.toMatchObject({ code: 'CONFLICT' })
    expect(applied).toEqual([])
  })

  it('is refused to an operator who was removed, though the authorizer still lets the token pass', async () => {
    await removed.add('op1')
    await expect(put('Basic', { rate: 80 })).rejects.toMatchObject({ code: 'FORBIDDEN' })
    expect(applied).toEqual([])
    expect(await tiers.find('Basic')).toMatchObject({ rate: 50 })
  })

  it('of silos has no usage plan', async () => {
    expect(await put('Platinum', { rate: 2000 })).toMatchObject({ status: 200, body: { rate: 2000 } })
    expect(applied).toEqual([])
  })

  it('keeps its name and its deployment', async () => {
    expect(await put('Basic', { name: 'Basic', deployment: 'pool' })).toMatchObject({ status: 200 })
    await expect(put('Basic', { name: 'Premium' })).rejects.toMatchObject({ field: 'name' })
    await expect(put('Basic', { deployment: 'silo' })).rejects.toMatchObject({ field: 'deployment' })
    await expect(put('Gold', {})).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(put('lock#Basic', {})).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })

  it.each([
    [{ rate: 0 }, 'rate'],
    [{ burst: 1.5 }, 'burst'],
    [{ shards: 65 }, 'shards'],
    [{ priceCents: -1 }, 'priceCents'],
    [{ features: 'all' }, 'features'],
    [{ colour: 'red' }, 'colour'],
    [undefined, 'body'],
  ])('is refused with %j, by the name of the field', async (body, field) => {
    await expect(put('Basic', body)).rejects.toMatchObject({ code: 'INVALID_REQUEST', field })
  })
})
