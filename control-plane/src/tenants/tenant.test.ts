import { TenantState } from '@tenantry/contracts/events.ts'
import { AT, buildTenant } from '@tenantry/tests/support/builders.ts'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import * as z from 'zod/mini'
import { applyChange, type Change, Tenant, TransitionRefused } from './tenant.ts'
import { stateOf } from './tenant-state.ts'

const fresh = buildTenant('provisioning')
const withKey = buildTenant('provisioning', { apiKeyId: 'key1' })
const active = buildTenant('active')
const suspended = buildTenant('suspended')
const waiting = buildTenant('awaiting-approval')
const failed = buildTenant('failed')
const gone = buildTenant('deleted')

const keyCreated: Change = { type: 'api-key-created', apiKeyId: 'key1' }
const requested: Change = { type: 'provisioning-requested' }
const activated: Change = { type: 'activated' }
const approved: Change = { type: 'approved' }
const rejected: Change = { type: 'rejected', reason: 'no' }
const retried: Change = { type: 'onboarding-retried' }
const suspend: Change = { type: 'suspended', reason: 'unpaid' }
const reactivated: Change = { type: 'reactivated' }
const deleted: Change = { type: 'deleted' }
const broke: Change = { type: 'onboarding-failed', reason: 'broke' }

describe('a tenant', () => {
  it.each([
    ['gets its API key', fresh, keyCreated, { status: 'provisioning', apiKeyId: 'key1' }],
    ['is asked for with its key', withKey, requested, { status: 'provisioning' }],
    ['becomes active, and no workflow is at work on it', withKey, activated, { status: 'active', workflowId: null }],
    ['fails with the reason kept', withKey, broke, { status: 'failed', failure: 'broke', failedAt: AT }],
    ['is onboarded once it is approved', waiting, approved, { status: 'provisioning', apiKeyId: null }],
    ['is onboarded again after it failed', failed, retried, { status: 'provisioning', apiKeyId: null }],
    ['is onboarded again where it was stuck', withKey, retried, { status: 'provisioning', apiKeyId: null }],
    ['is rejected with the reason kept', waiting, rejected, { status: 'failed', failure: 'no', workflowId: null }],
    ['is deleted after it failed', failed, deleted, { status: 'deleted', deletedAt: AT, workflowId: null }],
    ['is suspended with the reason kept', active, suspend, { status: 'suspended', suspension: 'unpaid' }],
    ['is active again with the key that it had', suspended, reactivated, { status: 'active', apiKeyId: 'key1' }],
  ])('%s, one sequence further', (_name, tenant, change, expected) => {
    expect(applyChange(tenant, change, AT)).toMatchObject({ ...expected, sequence: 2 })
  })

  it.each([
    ['its key is recorded twice', withKey, keyCreated],
    ['it is activated twice', active, activated],
    ['it fails twice', failed, broke],
    ['a compensation comes after its activation', active, broke],
    ['a compensation comes after its suspension', suspended, broke],
  ])('stays as it is when %s', (_name, tenant, change) => {
    expect(applyChange(tenant, change, AT)).toBeNull()
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
    ['a retry of what is deleted', gone, retried],
    ['provisioning once it is active', active, requested],
    ['a rejection of what awaits no approval', failed, rejected],
    ['a deletion of what is served', active, deleted],
    ['a deletion of what is being made', withKey, deleted],
    ['a second deletion', gone, deleted],
    ['a suspension of what is not served', withKey, suspend],
    ['a second suspension', suspended, suspend],
    ['a reactivation of what is active', active, reactivated],
  ])('refuses %s', (_name, tenant, change) => {
    expect(() => applyChange(tenant, change, AT)).toThrow(TransitionRefused)
  })

  it('stays a valid tenant with a growing sequence, whatever happens to it in whatever order', () => {
    const changes = fc.array(
      fc.constantFrom(
        keyCreated,
        requested,
        activated,
        broke,
        approved,
        rejected,
        retried,
        suspend,
        reactivated,
        deleted,
      ),
      { maxLength: 12 },
    )
    fc.assert(
      fc.property(fc.constantFrom(fresh, waiting), changes, (first, all) => {
        all.reduce<Tenant>((tenant, change) => {
          const next = attempt(tenant, change)
          if (!next) return tenant
          expect(next.sequence).toBe(tenant.sequence + 1)
          expect(z.parse(Tenant, next)).toEqual(next)
          if (next.status !== 'deleted') {
            const state = { ...stateOf(next, { workflowId: next.workflowId }), changedAt: 0 }
            expect(z.parse(TenantState, state)).toEqual(state)
          }
          return next
        }, first)
      }),
    )
  })
})

function attempt(tenant: Tenant, change: Change): Tenant | null {
  try {
    return applyChange(tenant, change, AT)
  } catch (error) {
    expect(error).toBeInstanceOf(TransitionRefused)
    return null
  }
}
