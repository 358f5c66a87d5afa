import { defineAllowance, defineEntitlement } from '@tenantry/contracts/service/entitlement.ts'
import type { Service } from '@tenantry/contracts/service/service.ts'
import { buildTenantContext } from '@tenantry/tests/support/builders.ts'
import { expect, test } from 'vitest'
import { openWith } from './open-service.ts'
import { TenantScope } from './tenant-scope.ts'

const REPORTS = defineEntitlement({ key: 'reports', label: 'Reports' })
const PROJECTS = defineAllowance({ key: 'projects', label: 'Projects', per: 'tenant' })
const service: Service = {
  name: 'things',
  description: '',
  entities: [],
  routes: [],
  entitlements: [REPORTS],
  allowances: [PROJECTS],
}
const { isEntitled, maximumOf } = openWith(service, {}, [])
const tenantWith = (plan: object) => TenantScope.open(buildTenantContext('ann', plan))

test('code asks what a tenant’s plan has, and how much at most', () => {
  const rich = tenantWith({ entitlements: ['reports'], allowances: { projects: 3 } })
  expect([isEntitled(rich, REPORTS), maximumOf(rich, PROJECTS)]).toEqual([true, 3])
  expect([isEntitled(tenantWith({}), REPORTS), maximumOf(tenantWith({}), PROJECTS)]).toEqual([false, null])
})

test('what a service does not declare, it does not ask for: no tenant would ever have it', () => {
  const undeclared = defineEntitlement({ key: 'reports', label: 'Reports' })
  expect(() => isEntitled(tenantWith({}), undeclared)).toThrow('things does not declare that it asks for reports')
})
