import { readFileSync } from 'node:fs'
import { QUOTA_IDS, QUOTAS } from '@tenantry/contracts/quotas.ts'
import { buildSignUp, buildTenant } from '@tenantry/tests/support/builders.ts'
import { testControlPlane } from '@tenantry/tests/support/control-plane.ts'
import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import * as z from 'zod/mini'
import { servedCounts } from '../tenants/tenant-counts.ts'
import { checkRoom } from './check-room.ts'
import { assertRoom, headroom, QuotaExhausted } from './headroom.ts'
import { QuotaSettings } from './quota-settings.ts'

const footprint = { own: { restApis: 2, roles: 40, stacks: 3 }, silo: { restApis: 1, roles: 4, stacks: 1, tables: 9 } }
const nothing = { apiKeys: 0, silos: 0, usagePlans: 0 }
const roomOf = (quota: string, settings: QuotaSettings, inUse = nothing) =>
  headroom({ footprint, settings }, inUse).find((one) => one.quota === quota)

describe('the headroom of an account', () => {
  it('is what AWS gives by default, less what the stacks, the silos and the tenants take', () => {
    const inUse = { apiKeys: 120, silos: 10, usagePlans: 4 }
    expect(roomOf('restApis', {}, inUse)).toMatchObject({ limit: 600, used: 12, left: 588 })
    expect(roomOf('roles', {}, inUse)).toMatchObject({ used: 80, left: 920 })
    expect(roomOf('apiKeys', {}, inUse)).toMatchObject({ limit: 10_000, used: 120, left: 9_880 })
    expect(roomOf('usagePlans', {}, inUse)).toMatchObject({ limit: 300, used: 4 })
  })

  it('goes by what the deployment says of its account, and is never below nothing', () => {
    expect(roomOf('stacks', { stacks: { limit: 2500, elsewhere: 40 } })).toMatchObject({ limit: 2500, left: 2457 })
    expect(roomOf('stacks', { stacks: { elsewhere: 5000 } })).toMatchObject({ used: 5003, left: 0 })
  })

  it('leaves out what AWS documents no quota of, until the deployment names one', () => {
    expect(roomOf('basePaths', {})).toBeUndefined()
    expect(roomOf('basePaths', { basePaths: { limit: 50 } })).toMatchObject({ left: 50 })
  })

  it('suffices for what is wanted exactly as often as is left, whatever the figures', () => {
    const amount = fc.integer({ min: 0, max: 50 })
    fc.assert(
      fc.property(fc.constantFrom(...QUOTA_IDS), amount, amount, amount, (quota, limit, elsewhere, wanted) => {
        const facts = { footprint: { own: {}, silo: {} }, settings: { [quota]: { limit, elsewhere } } }
        const run = () => assertRoom(headroom(facts, nothing), { [quota]: wanted })
        if (elsewhere + wanted <= limit || wanted === 0) expect(run).not.toThrow()
        else expect(run).toThrow(QuotaExhausted)
      }),
    )
  })
})

describe('a tenant for whom there is no room', () => {
  async function check(settings: QuotaSettings, deployment: 'pool' | 'silo' = 'pool', usagePlans = 0) {
    const plane = await testControlPlane()
    await plane.tenants.register(buildSignUp({ tenant: buildTenant('active') }))
    const served = servedCounts(plane.items)
    return checkRoom({ footprint, settings, served, plans: async () => 3, system: plane.clock })({
      deployment,
      usagePlans,
    })
  }

  it('is refused with each quota, what is left and what to do', async () => {
    await expect(check({ apiKeys: { limit: 1 } })).rejects.toThrow(
      `API keys: 1 needed, 0 left (1 of 1 in use). AWS does not raise it: offboard tenants, or deploy to another account or Region for more. See ${QUOTAS.apiKeys.page}.`,
    )
    await expect(check({ roles: { limit: 43 }, stacks: { limit: 3 } }, 'silo')).rejects.toThrow(
      /CloudFormation stacks: 1 needed, 0 left.*IAM roles: 4 needed, 3 left \(40 of 43 in use\).*Service Quotas \(iam L-FE177D64\).*Then retry\.$/,
    )
  })

  it('of the pool needs none of what silos need, and a usage plan only where there is none yet', async () => {
    const full = { roles: { limit: 40 }, stacks: { limit: 3 }, usagePlans: { limit: 3 } }
    await check(full)
    await expect(check(full, 'silo')).rejects.toThrow('IAM roles')
    await expect(check(full, 'pool', 1)).rejects.toThrow('usage plans: 1 needed, 0 left (3 of 3 in use)')
  })

  it('does not count those who failed, wait or are gone', async () => {
    const plane = await testControlPlane()
    const add = async (n: number, status: 'active' | 'suspended' | 'failed' | 'awaiting-approval' | 'deleted') => {
      const tenantId = `t${n}`.padEnd(12, '0')
      const facts = { tenantId, name: `Tenant ${n}`, registrationId: `reg_${n}` }
      await plane.tenants.register(buildSignUp({ tenant: buildTenant(status, facts) }))
    }
    for (const [n, status] of (['active', 'suspended', 'failed', 'awaiting-approval', 'deleted'] as const).entries())
      await add(n, status)
    expect(await servedCounts(plane.items)()).toEqual({ apiKeys: 2, silos: 0 })
  })
})

describe('the parameter Quotas', () => {
  const parse = (text: string) => z.safeParse(QuotaSettings, text).success
  it('takes limits and what else there is of them, and nothing that it does not know', () => {
    expect(parse('{}')).toBe(true)
    expect(parse('{"stacks":{"limit":2500,"elsewhere":40},"apiKeys":{"elsewhere":7}}')).toBe(true)
    for (const wrong of [
      '',
      '[]',
      '{"stack":{"limit":1}}',
      '{"stacks":5}',
      '{"stacks":{"limit":-1}}',
      '{"stacks":{"most":1}}',
    ])
      expect(parse(wrong), wrong).toBe(false)
  })
})

test('the guide names every quota with its default', () => {
  const guide = readFileSync(new URL('../../../docs/guides/limits.md', import.meta.url), 'utf8')
  const rows = new Map(
    [...guide.matchAll(/^\| `(\w+)`[^|]*\| ([\d,]+|none)/gm)].map(([, id = '', limit = '']) => [id, limit]),
  )
  for (const id of QUOTA_IDS) {
    const { limit } = QUOTAS[id]
    expect(rows.get(id), id).toBe(limit === null ? 'none' : limit.toLocaleString('en'))
  }
})
