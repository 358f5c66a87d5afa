import { TenantDetails } from '@tenantry/contracts/control-plane-api/schemas.ts'
import { testCursors } from '@tenantry/tests/support/cursors.ts'
import type { ApiRequest } from '@tenantry/toolkit/http.ts'
import type { Item, Table } from '@tenantry/toolkit/table.ts'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import * as z from 'zod/mini'
import type { Tenant } from '../tenants/tenant.ts'
import { tenantItem } from '../tenants/tenant-items.ts'
import { listTenants as queryTenants } from '../tenants/tenant-list.ts'
import { getTenant } from './get-tenant.ts'
import { listTenants } from './list-tenants.ts'

const tenantOf = (n: number): Tenant => ({
  tenantId: `t${String(n).padStart(11, '0')}`,
  name: `Tenant ${n}`,
  adminEmail: 'a@b.example',
  tier: n % 3 === 0 ? 'Basic' : 'Premium',
  deployment: { kind: 'pool' },
  shards: 1,
  registrationId: `reg_${'0'.repeat(26)}`,
  // Pairs share a millisecond.
  createdAt: new Date(1_767_225_600_000 + Math.floor(n / 2)).toISOString(),
  sequence: 4,
  status: 'active',
  apiKeyId: 'abcdef1234',
  activatedAt: '2026-01-01T00:00:00.000Z',
})

/** The index as DynamoDB reads it: the limit counts what is read, the filter applies afterwards. */
function indexOf(tenants: Tenant[]): Pick<Table, 'query'> {
  const items = tenants.map(tenantItem).sort((one, other) => (String(one.listedAt) < String(other.listedAt) ? 1 : -1))
  return {
    async query({ limit = 100, after, values }) {
      const start = after ? items.findIndex((item) => item.listedAt === after.listedAt && item.pk === after.pk) + 1 : 0
      const read = items.slice(start, start + limit)
      const last = read.at(-1)
      const wanted = (item: Item) => values[':tier'] === undefined || item.tier === values[':tier']
      return { items: read.filter(wanted), next: read.length === limit ? last : undefined }
    },
  }
}

const request = (query: Record<string, string>): ApiRequest => ({
  operation: 'listTenants',
  params: {},
  query,
  headers: {},
  body: undefined,
  caller: {},
  requestId: 'r1',
})
const none = {
  list: async () => ({ tenants: [], next: null }),
  search: async () => ({ tenants: [], next: null }),
  tenant: async () => null,
}
const cursors = await testCursors()
const Answer = z.object({ items: z.array(z.looseObject({ tenantId: z.string() })), nextCursor: z.nullable(z.string()) })

async function wholeList(tenants: Tenant[], query: Record<string, string>): Promise<string[]> {
  const list = listTenants({
    tenants: { ...none, list: (asked) => queryTenants(indexOf(tenants), asked) },
    cursors,
  })
  const ids: string[] = []
  for (let cursor: string | null = ''; cursor !== null; ) {
    const { body } = await list(request(cursor ? { ...query, cursor } : query))
    const page = z.parse(Answer, body)
    expect(page.items.length).toBeLessThanOrEqual(Number(query.limit ?? 20))
    ids.push(...page.items.map(({ tenantId }) => tenantId))
    cursor = page.nextCursor
  }
  return ids
}

describe('the list of tenants', () => {
  it('has every tenant once, newest first, whatever the page size and the filter', async () => {
    const sizes = {
      count: fc.integer({ min: 0, max: 60 }),
      limit: fc.integer({ min: 1, max: 100 }),
      some: fc.boolean(),
    }
    await fc.assert(
      fc.asyncProperty(fc.record(sizes), async ({ count, limit, some }) => {
        const tenants = Array.from({ length: count }, (_, n) => tenantOf(n))
        const expected = tenants.filter(({ tier }) => !some || tier === 'Basic').map(({ tenantId }) => tenantId)
        const listed = await wholeList(tenants, { limit: String(limit), ...(some && { tier: 'Basic' }) })
        expect(listed).toEqual(expected.reverse())
      }),
    )
  })

  it.each([
    [{ limit: '0' }, 'INVALID_REQUEST', 'limit'],
    [{ status: 'asleep' }, 'INVALID_REQUEST', 'status'],
    [{ cursor: 'abc' }, 'INVALID_CURSOR', 'cursor'],
    [{ cursor: Buffer.from('{"after":"x"}').toString('base64url') }, 'INVALID_CURSOR', 'cursor'],
  ])('refuses %j', async (query, code, field) => {
    const list = listTenants({ tenants: none, cursors })
    await expect(list(request(query))).rejects.toMatchObject({ code, field })
  })
})

it('the list of tenants takes no cursor of another filter or order, nor of another list', async () => {
  const tenants = Array.from({ length: 5 }, (_, n) => tenantOf(n))
  const list = listTenants({
    tenants: { ...none, list: (asked) => queryTenants(indexOf(tenants), asked) },
    cursors,
  })
  const { nextCursor } = z.parse(Answer, (await list(request({ limit: '1' }))).body)
  const others = await cursors.encode(['tiers'], { start: 1 })
  const wrong = [
    { cursor: nextCursor ?? '', status: 'active' },
    { cursor: nextCursor ?? '', sort: 'name' },
    { cursor: nextCursor ?? '', search: 'acme' },
    { cursor: others },
  ]
  for (const query of wrong) await expect(list(request(query))).rejects.toMatchObject({ code: 'INVALID_CURSOR' })
})

describe('the details of a tenant', () => {
  const get = getTenant({ tenants: { tenant: async (id) => (id === tenantOf(1).tenantId ? tenantOf(1) : null) } })

  it('show all but the API key', async () => {
    const { body } = await get({ ...request({}), params: { id: tenantOf(1).tenantId } })
    expect(z.parse(TenantDetails, body)).toEqual(body)
    expect(body).toMatchObject({ apiKey: '…1234', failure: null })
    expect(JSON.stringify(body)).not.toContain('abcdef1234')
  })

  it.each(['nobody000000', '../etc', 'constructor'])('are not found for %j', async (id) => {
    await expect(get({ ...request({}), params: { id } })).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })
})
