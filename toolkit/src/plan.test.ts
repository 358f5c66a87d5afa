import { encodeAuthorizerContext } from '@tenantry/contracts/authorizer-context.ts'
import { NO_PLAN, type Plan } from '@tenantry/contracts/plan.ts'
import { defineAllowance, defineEntitlement } from '@tenantry/contracts/service/entitlement.ts'
import { describe, expect, it, test } from 'vitest'
import { assertPlanAllows } from './plan.ts'

const REPORTS = defineEntitlement({ key: 'reports', label: 'Reports' })
const RUNS = defineAllowance({ key: 'runs', label: 'Runs a month', per: 'month' })
const callerWith = (plan: Partial<Plan>): Record<string, string> =>
  encodeAuthorizerContext({
    tenantId: 'acme00000000',
    tenantName: 'Acme',
    userId: 'ann',
    role: 'TenantUser',
    tier: 'Basic',
    readShards: 1,
    writeShards: 1,
    plan: { ...NO_PLAN, ...plan },
    journal: null,
    credentials: null,
  })

describe('a route that needs an entitlement', () => {
  it('is open to tenants whose plan has it, and refused to all others by the key', () => {
    expect(() => assertPlanAllows({ entitlement: REPORTS }, callerWith({ entitlements: ['reports'] }))).not.toThrow()
    for (const entitlements of [[], ['report'], ['reports-of-others']])
      expect(() => assertPlanAllows({ entitlement: REPORTS }, callerWith({ entitlements }))).toThrow(
        expect.objectContaining({ code: 'NOT_ENTITLED', status: 403, entitlement: 'reports' }),
      )
  })

  it('is refused without a context that the authorizer made', () => {
    expect(() => assertPlanAllows({ entitlement: REPORTS }, {})).toThrow(/malformed/)
  })
})

test('a route that uses an allowance is refused once nothing of it is left', () => {
  expect(() => assertPlanAllows({ uses: RUNS }, callerWith({ allowances: { runs: 5 } }))).not.toThrow()
  expect(() => assertPlanAllows({ uses: RUNS }, callerWith({ allowances: { runs: 5 }, spent: ['runs'] }))).toThrow(
    expect.objectContaining({ code: 'ALLOWANCE_SPENT', status: 403, entitlement: 'runs' }),
  )
})

test('a route that asks nothing of plans does not read them', () => {
  expect(() => assertPlanAllows({}, {})).not.toThrow()
})
