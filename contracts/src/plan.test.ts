import { describe, expect, it } from 'vitest'
import { givenByDefault, planOf } from './plan.ts'

const NOW = Date.parse('2026-11-15T12:00:00.000Z')
const tier = { entitlements: ['reports'], allowances: { runs: 100, seats: 5 } }
const asked = { entitlements: ['reports', 'exports'], allowances: ['runs', 'seats', 'files'] }
const plan = (tenant: object, now = NOW) => planOf({ tier, own: null, use: null, ...tenant }, asked, now)

describe('the plan of a tenant', () => {
  it('is that of its tier, as far as code asks, and has no maximum where the tier says none', () => {
    expect(plan({})).toEqual({ entitlements: ['reports'], allowances: { runs: 100, seats: 5 }, spent: [] })
  })

  it('has more, or other maxima, until a time', () => {
    const own = { entitlements: ['exports'], allowances: { runs: 500, files: 1 }, until: '2026-11-20T00:00:00.000Z' }
    expect(plan({ own })).toEqual({
      entitlements: ['reports', 'exports'],
      allowances: { runs: 500, seats: 5, files: 1 },
      spent: [],
    })
    expect(plan({ own }, Date.parse(own.until))).toEqual(plan({}))
  })

  it('has nothing left of what was used up this month, and all of it in the next', () => {
    const use = { month: '2026-11', used: { runs: 100, seats: 4 } }
    expect(plan({ use }).spent).toEqual(['runs'])
    expect(plan({ use }, Date.parse('2026-12-01T00:00:00.000Z')).spent).toEqual([])
  })

  it('has something left at once when its tier has more, or lost its maximum', () => {
    const use = { month: '2026-11', used: { runs: 100 } }
    const larger = { tier: { ...tier, allowances: { runs: 101 } }, use }
    expect(plan(larger).spent).toEqual([])
    expect(plan({ tier: { ...tier, allowances: {} }, use }).spent).toEqual([])
  })

  it('has nothing of a maximum of zero', () => {
    const none = { tier: { ...tier, allowances: { runs: 0 } } }
    expect(plan({ ...none, use: { month: '2026-11', used: { runs: 0 } } }).spent).toEqual(['runs'])
    expect(plan(none).spent).toEqual(['runs'])
  })
})

it('a tier that nobody has changed gives what it gives in a new system, and an unknown one nothing', () => {
  expect(givenByDefault('Basic').entitlements).toContain('shared-resources')
  expect(givenByDefault('constructor')).toEqual({ entitlements: [], allowances: {} })
})
