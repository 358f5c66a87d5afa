import { buildSignUp, buildTenant } from '@tenantry/tests/support/builders.ts'
import { testControlPlane } from '@tenantry/tests/support/control-plane.ts'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Tenant } from './tenant.ts'
import type { TenantList } from './tenant-list.ts'
import type { TenantStore } from './tenant-store.ts'

const names = ['Acme', 'ACME Labs', 'acme zoo', 'Acne', 'Ärzte', 'Globex', 'ﾃﾅﾝﾄ', 'Straße', 'STRASSE 2']
let tenants: TenantStore

beforeAll(async () => {
  tenants = (await testControlPlane()).tenants
  for (const [n, name] of names.entries()) {
    const id = String(n).padStart(11, '0')
    const tier = n % 2 ? 'Basic' : 'Premium'
    const facts = { tenantId: `t${id}`, registrationId: `reg_${n}`, workflowId: `wfl_${n}` }
    await tenants.register(buildSignUp({ tenant: buildTenant('provisioning', { ...facts, name, tier }) }))
  }
})

async function search(text: string, limit = 100, filter = {}): Promise<string[]> {
  const found: string[] = []
  let after: Tenant | null = null
  do {
    const page: TenantList = await tenants.search({ search: text, filter, limit, after })
    expect(page.tenants.length).toBeLessThanOrEqual(limit)
    found.push(...page.tenants.map(({ name }) => name))
    after = page.next === null ? null : await tenants.tenant(page.next)
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

  it('without a text goes through all names once', async () => {
    for (const limit of [1, 2, 100]) expect((await search('', limit)).toSorted()).toEqual(names.toSorted())
  })
})
