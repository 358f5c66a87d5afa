import { buildTenantState, TENANT_ID } from '@tenantry/tests/support/builders.ts'
import { testDynamo } from '@tenantry/tests/support/dynamodb.ts'
import { type Table, table } from '@tenantry/toolkit/table.ts'
import { directoryReader, tierReader } from '@tenantry/toolkit/tenant-directory.ts'
import { beforeEach, expect, test } from 'vitest'
import { directoryEntry, directoryStore } from './directory-store.ts'
import { planStore } from './plan-store.ts'

let directory: Table
beforeEach(async () => {
  directory = table(await testDynamo('directory'), 'directory')
})

test('a tier gives what its latest change says, in whatever order changes come, and twice', async () => {
  const { followTier } = planStore(directory)
  const read = tierReader(directory)
  const change = (sequence: number, ...entitlements: string[]) =>
    followTier({ name: 'Basic', entitlements, allowances: {}, sequence, changedAt: sequence })
  expect((await read('Basic')).entitlements).toContain('shared-resources')
  await change(2, 'reports')
  await change(1, 'exports')
  await change(2, 'reports')
  expect(await read('Basic')).toMatchObject({ entitlements: ['reports'], allowances: {} })
  await change(3)
  expect(await read('Basic')).toMatchObject({ entitlements: [] })
})

test('what a tenant has used stays while its entry changes, and what comes late changes nothing', async () => {
  const { followUse } = planStore(directory)
  const entries = directoryStore(directory)
  const use = (runs: number, changedAt: number) =>
    followUse({ tenantId: TENANT_ID, month: '2026-11', used: { runs }, changedAt })
  await use(1, 1)
  expect(await directoryReader(directory)(TENANT_ID)).toBeUndefined()
  await entries.advance(directoryEntry(buildTenantState({ sequence: 1 }), 'active', 'key'))
  await use(5, 2)
  await use(4, 1)
  await entries.advance(directoryEntry(buildTenantState({ sequence: 2, tier: 'Premium' }), 'active', 'other-key'))
  await entries.follow(buildTenantState({ sequence: 3 }))
  expect(await directoryReader(directory)(TENANT_ID)).toMatchObject({
    sequence: 3,
    apiKey: 'other-key',
    allowanceUse: { month: '2026-11', used: { runs: 5 } },
  })
})
