import { inspect } from 'node:util'
import { encodeAuthorizerContext } from '@tenantry/contracts/authorizer-context.ts'
import { NO_PLAN } from '@tenantry/contracts/plan.ts'
import { expect, test } from 'vitest'
import { TenantScope } from './tenant-scope.ts'

const context: Record<string, string> = {
  ...encodeAuthorizerContext({
    tenantId: 'aaaaaaaaaaaa',
    tenantName: 'Acme',
    userId: 'u1',
    role: 'TenantUser',
    tier: 'Basic',
    readShards: 4,
    writeShards: 2,
    plan: NO_PLAN,
    journal: null,
    credentials: { accessKeyId: 'ASIAX', secretAccessKey: 'hidden-secret', sessionToken: 'hidden-token' },
  }),
  denial: 'FORBIDDEN',
}

test('a scope knows who acts for which tenant', () => {
  expect(TenantScope.open(context)).toMatchObject({
    tenantId: 'aaaaaaaaaaaa',
    userId: 'u1',
    role: 'TenantUser',
    tier: 'Basic',
    readShards: 4,
    writeShards: 2,
  })
})

test('a scope shows its credentials to nobody', () => {
  const scope = TenantScope.open(context)
  expect(JSON.stringify(scope) + inspect(scope, { depth: 9, showHidden: true })).not.toMatch(/hidden|ASIAX/)
})

test.each([
  ['no tenant', { tenantId: '' }],
  ['a tenant id that is a wildcard', { tenantId: '************' }],
  ['a tenant id that reaches into another key', { tenantId: 'aaaaaaaaaaa-' }],
  ['an unknown role', { role: 'Root' }],
  ['no shards', { readShards: '0' }],
  ['more shards than there are', { readShards: '65' }],
  ['credentials that are not readable', { credentials: 'hidden-secret' }],
  ['credentials that are not complete', { credentials: btoa('{"accessKeyId":"hidden"}') }],
])('a context with %s opens nothing, and its error holds no secret', (_, change) => {
  let message = ''
  try {
    TenantScope.open({ ...context, ...change })
  } catch (error) {
    message = String(error)
  }
  expect(message).toMatch(/authorizer's context/)
  expect(message).not.toContain('hidden')
})

test('a scope without a session acts with the function’s own role', () => {
  const connected: unknown[] = []
  const own = encodeAuthorizerContext({
    tenantId: 'aaaaaaaaaaaa',
    tenantName: 'Acme',
    userId: 'u1',
    role: 'TenantUser',
    tier: 'Platinum',
    readShards: 1,
    writeShards: 1,
    plan: NO_PLAN,
    journal: null,
    credentials: null,
  })
  TenantScope.open(own, (credentials) => connected.push(credentials) as never)
  expect(connected).toEqual([null])
})
