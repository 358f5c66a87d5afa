import { buildRequest, buildTenant } from '@tenantry/tests/support/builders.ts'
import { testOperator } from '@tenantry/tests/support/operator.ts'
import { ApiError } from '@tenantry/toolkit/api-error.ts'
import type { ApiOperation } from '@tenantry/toolkit/http.ts'
import { expect, test } from 'vitest'
import { growShards } from '../tenant-management/grow-shards.ts'
import { renameTenant } from '../tenant-management/rename-tenant.ts'
import { againWhenStale } from './again-when-stale.ts'
import { Stale } from './stale.ts'

test('work starts on a tenant to which something else is written meanwhile', async () => {
  const { run, plane, tenant } = await testOperator(buildTenant('active', { sequence: 4 }))
  const renaming = run(renameTenant, { body: { name: 'Acme Corporation' } })
  await Promise.all([renaming, run(growShards, { body: { shards: 2 } })])
  expect(await tenant()).toMatchObject({ name: 'Acme Corporation', workflowId: expect.any(String), sequence: 6 })
  const changes = (await plane.audit()).map(({ change }) => change)
  expect(changes.toSorted()).toEqual(['grow-shards-started', 'registered', 'renamed'])
})

test.each([
  ['five times where it was always stale', new ApiError('CONFLICT', 'Changed', { cause: new Stale() }), 5],
  ['once where it was refused for another reason', new ApiError('CONFLICT', 'Suspended'), 1],
  ['once where it failed', new Stale(), 1],
])('an operation is tried %s', async (_, error, times) => {
  let calls = 0
  const failing: ApiOperation = async () => {
    calls++
    throw error
  }
  await expect(againWhenStale({ failing }).failing(buildRequest())).rejects.toBe(error)
  expect(calls).toBe(times)
})
