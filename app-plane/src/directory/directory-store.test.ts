import { AT, buildTenantState, TENANT_ID } from '@tenantry/tests/support/builders.ts'
import { testDynamo } from '@tenantry/tests/support/dynamodb.ts'
import { table } from '@tenantry/toolkit/table.ts'
import { beforeEach, describe, expect, it } from 'vitest'
import { type DirectoryStore, directoryEntry, directoryStore } from './directory-store.ts'

let directory: DirectoryStore
beforeEach(async () => {
  directory = directoryStore(table(await testDynamo('directory'), 'directory'))
})

const at = (seconds: number) => Date.parse(AT) + seconds * 1000
const state = (sequence: number, seconds: number, status: 'active' | 'suspended' = 'active') =>
  buildTenantState({ sequence, changedAt: at(seconds), status })
const advance = (...change: Parameters<typeof state>) => {
  const tenant = state(...change)
  return directory.advance(directoryEntry(tenant, tenant.status, 'value-of-key1'))
}
const stored = () => directory.get(TENANT_ID)

describe('the directory', () => {
  it('takes over a later change, and answers what it has for one that comes late', async () => {
    expect(await advance(3, 30)).toBe('written')
    expect(await advance(2, 20)).toMatchObject({ sequence: 3 })
    expect(await advance(4, 40, 'suspended')).toBe('written')
    expect(await directory.follow(state(3, 30))).toBe('late')
    expect(await stored()).toMatchObject({ sequence: 4, status: 'suspended' })
  })

  it('goes by the sequence where clocks differ a little', async () => {
    await advance(3, 30.2)
    expect(await advance(4, 30.1, 'suspended')).toBe('written')
    expect(await directory.follow(state(3, 30.2))).toBe('late')
    expect(await stored()).toMatchObject({ sequence: 4, status: 'suspended' })
  })

  it('is not blinded by a sequence that nothing reaches: what is later in time counts', async () => {
    await advance(Number.MAX_SAFE_INTEGER, 30)
    expect(await directory.follow(state(4, 29, 'suspended'))).toBe('late')
    expect(await directory.follow(state(5, 60, 'suspended'))).toBe('written')
    expect(await stored()).toMatchObject({ sequence: 5, status: 'suspended' })
    await advance(Number.MAX_SAFE_INTEGER, 70)
    expect(await advance(6, 90)).toBe('written')
  })
})
