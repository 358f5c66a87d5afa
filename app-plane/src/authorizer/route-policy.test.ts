import { TENANT_ROLES } from '@tenantry/contracts/roles.ts'
import { TENANT_ROUTES } from '@tenantry/contracts/tenant-api/routes.ts'
import { expect, test } from 'vitest'
import { allowRoutes, denyRoutes } from './route-policy.ts'

const STAGE = 'arn:aws:execute-api:us-east-1:000000000000:abc123/v1'

test.each(TENANT_ROLES)(
  'a %s may call exactly the routes of the permission table, whatever route was asked for first',
  (role) => {
    for (const first of ['GET/products', 'DELETE/users/x', 'POST/a/b/c/d']) {
      const [statement] = allowRoutes(role, `${STAGE}/${first}`).Statement
      expect(statement?.Effect).toBe('Allow')
      for (const { method, path, roles } of TENANT_ROUTES) {
        const resource = `${STAGE}/${method}${path.replace('{id}', 'prd_1')}`
        const granted = statement?.Resource.some((pattern) => matches(pattern, resource))
        expect(granted, resource).toBe(roles !== 'public' && roles.some((one: string) => one === role))
      }
    }
  },
)

test('a pattern reaches no other method and no other API', () => {
  const [statement] = allowRoutes('TenantUser', `${STAGE}/GET/products`).Statement
  for (const resource of [`${STAGE}/PATCH/products/prd_1`, `${STAGE.replace('abc123', 'other1')}/GET/products`]) {
    expect(statement?.Resource.some((pattern) => matches(pattern, resource))).toBe(false)
  }
})

test('a refusal covers every route of the stage, also those that a path of the caller made up', () => {
  expect(denyRoutes(`${STAGE}/GET/products/../users`).Statement).toEqual([
    { Effect: 'Deny', Action: 'execute-api:Invoke', Resource: [`${STAGE}/*`] },
  ])
})

function matches(pattern: string, resource: string): boolean {
  const escaped = pattern.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*')
  return new RegExp(`^${escaped}$`).test(resource)
}
