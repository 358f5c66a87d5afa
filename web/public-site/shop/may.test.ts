import { SERVICES } from '@tenantry/services/services.ts'
import { expect, test } from 'vitest'
import { may, TENANT_API } from '../../shared/api/tenant-api.ts'

test('a tenant user places and changes orders, and neither changes products nor deletes anything', () => {
  const shop: readonly string[] = SERVICES.map(({ name }) => name)
  const changes = TENANT_API.routes.filter(({ method, service }) => method !== 'GET' && shop.includes(service))
  expect(changes.filter(({ operation }) => may('TenantUser', operation)).map(({ operation }) => operation)).toEqual([
    'placeOrder',
    'replaceOrder',
  ])
  for (const { operation } of changes) expect(may('TenantAdmin', operation)).toBe(true)
})
