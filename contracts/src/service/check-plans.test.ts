import { expect, test } from 'vitest'
import { wrongPlans } from './check-plans.ts'
import { defineAllowance, defineEntitlement } from './entitlement.ts'
import type { Service } from './service.ts'

const REPORTS = defineEntitlement({ key: 'reports', label: 'Reports' })
const route = {
  method: 'GET',
  path: '/things',
  operation: 'listThings',
  service: 'things',
  roles: ['TenantUser'],
  needs: [],
} as const
const service = (more: object): Service => ({
  name: 'things',
  description: '',
  entities: [],
  routes: [{ ...route, ...more }],
})

test('what services ask of plans is declared once, under keys that tiers can have', () => {
  expect(wrongPlans([service({ entitlement: REPORTS }), service({ entitlement: REPORTS })])).toEqual([])
  const again = defineEntitlement({ key: 'reports', label: 'Reports' })
  expect(wrongPlans([service({ entitlement: REPORTS }), service({ entitlement: again })])).toEqual([
    'The entitlement reports is declared twice: export it, and import it from the descriptor',
  ])
  const spoken = defineEntitlement({ key: 'All reports', label: 'Reports' })
  expect(wrongPlans([service({ entitlement: spoken })])).toEqual([expect.stringContaining('"All reports"')])
})

test('a route uses what is counted by the month, and has callers whose plan is known', () => {
  const seats = defineAllowance({ key: 'seats', label: 'Seats', per: 'tenant' })
  expect(wrongPlans([service({ uses: seats })])).toEqual([expect.stringContaining('not counted by the month')])
  expect(wrongPlans([service({ entitlement: REPORTS, roles: 'public' })])).toEqual([expect.stringContaining('public')])
})
