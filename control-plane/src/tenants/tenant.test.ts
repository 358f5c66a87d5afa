import { TenantState } from '@tenantry/contracts/events.ts'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import * as z from 'zod/mini'
import { type Change, changed, stateOf, Tenant, TransitionRefused } from './tenant.ts'

const AT = '2026-01-01T00:00:00.000Z'
const fresh: Tenant = {
  tenantId: 'acme00000000',
  name: 'Acme',
  adminEmail: 'ann@acme.example',
  tier: 'Basic',
  deployment: 'pool',
  shards: 1,
  registrationId: 'reg_1',
  createdAt: AT,
  sequence: 1,
  status: 'provisioning',
  apiKeyId: null,
}
const withKey: Tenant = { ...fresh, apiKeyId: 'key1' }
const active: Tenant = { ...fresh, status: 'active', apiKeyId: 'key1', activatedAt: AT }
const { apiKeyId: _, ...facts } = fresh
const suspended: Tenant = { ...active, status: 'suspended', suspendedAt: AT, suspension: 'unpaid' }
const waiting: Tenant = { ...facts, status: 'awaiting-approval' }
const failed: Tenant = { ...facts, status: 'failed', failedAt: AT, failure: 'broke' }

const keyCreated: Change = { type: 'api-key-created', apiKeyId: 'key1' }
const requested: Change = { type: 'provisioning-requested' }
const activated: Change = { type: 'activated' }
const approved: Change = { type: 'approved' }
const retried: Change = { type: 'onboarding-retried' }
const suspend: Change = { type: 'suspended', reason: 'unpaid' }
const reactivated: Change = { type: 'reactivated' }
const broke: Change = { type: 'onboarding-failed', reason: 'broke' }

describe('a tenant', () => {
  it.each([
    ['gets its API key', fresh, keyCreated, { status: 'provisioning', apiKeyId: 'key1' }],
    ['is asked for with its key', withKey, requested, { status: 'provisioning' }],
    ['is asked for again when an execution starts over', active, requested, { status: 'active' }],
    ['becomes active', withKey, activated, { status: 'active', activatedAt: AT }],
    ['fails with the reason kept', withKey, broke, { status: 'failed', failure: 'broke', failedAt: AT }],
    ['is onboarded once it is approved', waiting, approved, { status: 'provisioning', apiKeyId: null }],
    ['is onboarded again after it failed', failed, retried, { status: 'provisioning', apiKeyId: null }],
    ['is suspended with the reason kept', active, suspend, { status: 'suspended', suspension: 'unpaid' }],
    ['is active again with the key that it had', suspended, reactivated, { status: 'active', apiKeyId: 'key1' }],
  ])('%s, one sequence further', (_name, tenant, change, expected) => {
    expect(changed(tenant, change, AT)).toMatchObject({ ...expected, sequence: 2 })
  })

  it.each([
    ['its key is recorded twice', withKey, keyCreated],
    ['it is activated twice', active, activated],
    ['it fails twice', failed, broke],
    ['a compensation comes after its activation', active, broke],
    ['a compensation comes after its suspension', suspended, broke],
  ])('stays as it is when %s', (_name, tenant, change) => {
    expect(changed(tenant, change, AT)).toBeNull()
  })

  it.each([
    ['a key after it failed', failed, keyCreated],
    ['another key once it is active', active, { ...keyCreated, apiKeyId: 'key2' }],
    ['provisioning without a key', fresh, requested],
    ['activation without a key', fresh, activated],
    ['activation after it failed', failed, activated],
    ['activation by an onboarding while it is suspended', suspended, activated],
    ['provisioning while it is suspended', suspended, requested],
    ['a key before it is approved', waiting, keyCreated],
    ['an approval that it does not wait for', active, approved],
    ['a retry of what did not fail', active, retried],
    ['a suspension of what is not served', withKey, suspend],
    ['a second suspension', suspended, suspend],
    ['a reactivation of what is active', active, reactivated],
  ])('refuses %s', (_name, tenant, change) => {
    expect(() => changed(tenant, change, AT)).toThrow(TransitionRefused)
  })

  it('stays a valid tenant with a growing sequence, whatever happens to it in whatever order', () => {
    const changes = fc.array(
      fc.constantFrom(keyCreated, requested, activated, broke, approved, retried, suspend, reactivated),
      { maxLength: 12 },
    )
    fc.assert(
      fc.property(fc.constantFrom(fresh, waiting), changes, (first, all) => {
        all.reduce<Tenant>((tenant, change) => {
          const next = attempt(tenant, change)
          if (!next) return tenant
          expect(next.sequence).toBe(tenant.sequence + 1)
          expect(z.parse(Tenant, next)).toEqual(next)
          expect(z.parse(TenantState, stateOf(next))).toEqual(stateOf(next))
          return next
        }, first)
      }),
    )
  })
})

function attempt(tenant: Tenant, change: Change): Tenant | null {
  try {
    return changed(tenant, change, AT)
  } catch (error) {
    expect(error).toBeInstanceOf(TransitionRefused)
    return null
  }
}
