import { expect, test } from 'vitest'
import { may, TENANT_API } from '../../shared/api/tenant-api.ts'

test('a tenant user places and changes orders, and neither changes products nor deletes anything', () => {
  const changes = TENANT_API.routes.filter(({ method, service }) => method !== 'GET' && service !== 'users')
  expect(changes.filter(({ operation }) => may('TenantUser', operation)).map(({ operation }) => operation)).toEqual([
    'placeOrder',
    'replaceOrder',
  ])
  for (const { operation } of changes) expect(may('TenantAdmin', operation)).toBe(true)
})
