import { buildSignUp, buildTenant } from '@tenantry/tests/support/builders.ts'
import { testControlPlane } from '@tenantry/tests/support/control-plane.ts'
import { expect, test } from 'vitest'
import { tenantCounts } from './tenant-counts.ts'

/** A page of a query ends after 1 MB: some 10 names of 100 kB. */
const LONG = 'x'.repeat(100_000)

test('tenants are counted by tier and status over all pages of the index, without those that are deleted', async () => {
  const { items, tenants } = await testControlPlane()
  for (let n = 0; n < 25; n++) {
    const facts = {
      tenantId: `t${String(n).padStart(11, '0')}`,
      registrationId: `reg_${n}`,
      workflowId: `wfl_${n}`,
      name: `Tenant ${n}`,
      tier: n % 5 ? 'Basic' : 'Premium',
      adminEmail: LONG,
    }
    const tenant = n < 20 ? buildTenant('active', { ...facts, workflowId: null }) : buildTenant('failed', facts)
    await tenants.register(buildSignUp({ tenant }))
  }
  await tenants.register(buildSignUp({ tenant: buildTenant('deleted', { tier: 'Basic' }) }))
  expect(await tenantCounts(items)()).toEqual([
    { tier: 'Basic', status: 'active', count: 16 },
    { tier: 'Basic', status: 'failed', count: 4 },
    { tier: 'Premium', status: 'active', count: 4 },
    { tier: 'Premium', status: 'failed', count: 1 },
  ])
})
