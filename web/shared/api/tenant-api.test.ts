import { expect, test } from 'vitest'
import { may, TENANT_API } from './tenant-api.ts'

test('only a tenant admin may manage people', () => {
  for (const operation of ['listUsers', 'inviteUser', 'getUser', 'replaceUser', 'removeUser'] as const) {
    expect(may('TenantUser', operation)).toBe(false)
    expect(may('TenantAdmin', operation)).toBe(true)
  }
  expect(may('TenantUser', 'getMe')).toBe(true)
})

test('every operation of the tenant API has one route and its schemas', () => {
  const operations = TENANT_API.routes.map(({ operation }) => operation)
  expect(new Set(operations).size).toBe(operations.length)
  expect(Object.keys(TENANT_API.schemas).sort()).toEqual([...operations].sort())
})
