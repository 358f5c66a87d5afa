import { TenantDetails } from '@tenantry/contracts/control-plane-api/schemas.ts'
import { buildRequest, buildSignUp, buildTenant, TENANT_ID } from '@tenantry/tests/support/builders.ts'
import { type TestControlPlane, testControlPlane } from '@tenantry/tests/support/control-plane.ts'
import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import * as z from 'zod/mini'
import type { Tenant } from '../tenants/tenant.ts'
import { getTenant } from './get-tenant.ts'
import { listTenants } from './list-tenants.ts'

const tenantOf = (n: number): Tenant =>
  buildTenant('active', {
    tenantId: `t${String(n).padStart(11, '0')}`,
    registrationId: `reg_${n}`,
    name: `Tenant ${n}`,
    tier: n % 3 === 0 ? 'Basic' : 'Premium',
    // Pairs share a millisecond.
    createdAt: new Date(1_767_225_600_000 + Math.floor(n / 2)).toISOString(),
  })
const COUNT = 60
let plane: TestControlPlane

beforeAll(async () => {
  plane = await testControlPlane()
  for (let n = 0; n < COUNT; n++) await plane.tenants.register(buildSignUp({ tenant: tenantOf(n) }))
})

const Answer = z.object({ items: z.array(z.looseObject({ tenantId: z.string() })), nextCursor: z.nullable(z.string()) })
const list = (query: Record<string, string>) => listTenants(plane)(buildRequest({ query }))

async function wholeList(query: Record<string, string>): Promise<string[]> {
  const ids: string[] = []
  for (let cursor: string | null = ''; cursor !== null; ) {
    const { body } = await list(cursor ? { ...query, cursor } : query)
    const page = z.parse(Answer, body)
    expect(page.items.length).toBeLessThanOrEqual(Number(query.limit ?? 20))
    ids.push(...page.items.map(({ tenantId }) => tenantId))
    cursor = page.nextCursor
  }
  return ids
}

describe('the list of tenants', () => {
  it('has every tenant once, newest first, whatever the page size and the filter', async () => {
    const all = Array.from({ length: COUNT }, (_, n) => tenantOf(n))
    const asked = fc.record({ limit: fc.integer({ min: 1, max: 100 }), some: fc.boolean() })
    await fc.assert(
      fc.asyncProperty(asked, async ({ limit, some }) => {
        const expected = all.filter(({ tier }) => !some || tier === 'Basic').map(({ tenantId }) => tenantId)
        const listed = await wholeList({ limit: String(limit), ...(some && { tier: 'Basic' }) })
        expect(listed).toEqual(expected.reverse())
      }),
      { numRuns: 10, examples: [[{ limit: 1, some: true }], [{ limit: 60, some: false }]] },
    )
  })

  it.each([
    [{ limit: '0' }, 'INVALID_REQUEST', 'limit'],
    [{ status: 'asleep' }, 'INVALID_REQUEST', 'status'],
    [{ cursor: 'abc' }, 'INVALID_CURSOR', 'cursor'],
    [{ cursor: Buffer.from('{"after":"x"}').toString('base64url') }, 'INVALID_CURSOR', 'cursor'],
  ])('refuses %j', async (query, code, field) => {
    await expect(list(query)).rejects.toMatchObject({ code, field })
  })
})

it('the list of tenants takes no cursor of another filter or order, nor of another list', async () => {
  const { nextCursor } = z.parse(Answer, (await list({ limit: '1' })).body)
  const others = await plane.cursors.encode(['tiers'], { start: 1 })
  const wrong: Record<string, string>[] = [
    { cursor: nextCursor ?? '', status: 'active' },
    { cursor: nextCursor ?? '', sort: 'name' },
    { cursor: nextCursor ?? '', search: 'acme' },
    { cursor: others },
  ]
  for (const query of wrong) await expect(list(query)).rejects.toMatchObject({ code: 'INVALID_CURSOR' })
})

describe('the details of a tenant', () => {
  const apiKeyId = 'abcdef1234'

  it('show all but the API key', async () => {
    await plane.tenants.register(buildSignUp({ tenant: buildTenant('active', { apiKeyId }) }))
    const { body } = await getTenant(plane)(buildRequest({ params: { id: TENANT_ID } }))
    expect(z.parse(TenantDetails, body)).toEqual(body)
    expect(body).toMatchObject({ apiKey: '…1234', failure: null, workflowId: null })
    expect(JSON.stringify(body)).not.toContain(apiKeyId)
  })

  it.each(['nobody000000', '../etc', 'constructor'])('are not found for %j', async (id) => {
    await expect(getTenant(plane)(buildRequest({ params: { id } }))).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })
})
