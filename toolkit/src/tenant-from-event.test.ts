import { inspect } from 'node:util'
import { NO_PLAN } from '@tenantry/contracts/plan.ts'
import { expect, test } from 'vitest'
import { TenantNotServed, withTenantFromEvent } from './tenant-from-event.ts'

const acme = { tenantId: 'acme00000000', tenantName: 'Acme', tier: 'Basic', readShards: 4, writeShards: 2 }
const vended: string[] = []
const withTenant = withTenantFromEvent({
  worker: 'invoicing',
  tenant: async (tenantId) => (tenantId === acme.tenantId ? { ...acme, plan: NO_PLAN, journal: null } : undefined),
  async session(tenantId) {
    vended.push(tenantId)
    return { accessKeyId: 'ASIAX', secretAccessKey: 'hidden-secret', sessionToken: 'hidden-token' }
  },
})

test('work runs in the scope of the tenant, as the worker, and sees no credentials', async () => {
  const scope = await withTenant(acme.tenantId, async (tenant) => tenant)
  expect(scope).toMatchObject({ ...acme, userId: 'invoicing', role: null })
  expect(vended).toEqual([acme.tenantId])
  expect(inspect(scope, { depth: 9, showHidden: true })).not.toMatch(/hidden|ASIAX/)
})

test.each(['other0000000', '************', 'acme00000000-1', ''])('no session is vended for "%s"', async (tenantId) => {
  vended.length = 0
  await expect(withTenant(tenantId, async () => {})).rejects.toThrow(TenantNotServed)
  expect(vended).toEqual([])
})
