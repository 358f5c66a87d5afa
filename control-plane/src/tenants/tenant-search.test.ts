import type { Item, Table } from '@tenantry/toolkit/table.ts'
import { describe, expect, it } from 'vitest'
import type { Tenant } from './tenant.ts'
import { claimItem, tenantItem, tenantKey } from './tenant-items.ts'
import { searchTenants } from './tenant-search.ts'

const tenantOf = (name: string, n: number): Tenant => ({
  tenantId: `t${String(n).padStart(11, '0')}`,
  name,
  adminEmail: 'a@b.example',
  tier: n % 2 ? 'Basic' : 'Premium',
  deployment: 'pool',
  shards: 1,
  registrationId: 'reg_1',
  createdAt: '2026-01-01T00:00:00.000Z',
  sequence: 1,
  status: 'provisioning',
  apiKeyId: null,
})
const names = ['Acme', 'ACME Labs', 'acme zoo', 'Acne', 'Ärzte', 'Globex', 'ﾃﾅﾝﾄ', 'Straße', 'STRASSE 2']
const tenants = names.map(tenantOf)

const table: Pick<Table, 'query' | 'getMany'> = {
  async query({ values, limit = 100, after }) {
    const index = tenants
      .map(claimItem)
      .filter(({ listedAt }) => String(listedAt).startsWith(String(values[':search'])))
      .sort((one, other) => (String(one.listedAt) < String(other.listedAt) ? -1 : 1))
    const start = after ? index.findIndex(({ pk }) => pk === after.pk) + 1 : 0
    const items = index.slice(start, start + limit)
    return { items, next: items.length === limit ? items.at(-1) : undefined }
  },
  async getMany(keys) {
    const wanted = (item: Item) => keys.some((key) => key.pk === item.pk)
    return tenants
      .map((tenant) => ({ ...tenantItem(tenant), ...tenantKey(tenant.tenantId) }))
      .filter(wanted)
      .reverse()
  },
}

async function search(text: string, limit = 100, filter = {}): Promise<string[]> {
  const found: string[] = []
  let after: Tenant | null = null
  do {
    const page: Awaited<ReturnType<typeof searchTenants>> = await searchTenants(table, {
      search: text,
      filter,
      limit,
      after,
    })
    expect(page.tenants.length).toBeLessThanOrEqual(limit)
    found.push(...page.tenants.map(({ name }) => name))
    after = tenants.find(({ tenantId }) => tenantId === page.next) ?? null
  } while (after)
  return found
}

describe('the search of tenants', () => {
  it.each([
    ['acme', ['Acme', 'ACME Labs', 'acme zoo']],
    ['ACM', ['Acme', 'ACME Labs', 'acme zoo']],
    ['acme l', ['ACME Labs']],
    ['ac', ['Acme', 'ACME Labs', 'acme zoo', 'Acne']],
    ['strass', ['Straße', 'STRASSE 2']],
    ['テナ', ['ﾃﾅﾝﾄ']],
    ['cme', []],
    ['%', []],
  ])('%j finds names that begin so, in any case and width, by name', async (text, expected) => {
    for (const limit of [1, 2, 100]) expect(await search(text, limit)).toEqual(expected)
  })

  it('filters what it found, over pages too', async () => {
    for (const limit of [1, 2, 100]) expect(await search('ac', limit, { tier: 'Basic' })).toEqual(['ACME Labs', 'Acne'])
  })
})
