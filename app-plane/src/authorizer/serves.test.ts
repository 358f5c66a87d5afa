import { type Deployment, POOL } from '@tenantry/contracts/deployment.ts'
import { expect, it } from 'vitest'
import { servesFrom } from './serves.ts'

const silo = (change: object = {}): Deployment => ({
  kind: 'silo',
  stack: 'tenantry-silo-acme00000000',
  apiUrl: '',
  userPoolId: '',
  clientId: '',
  identity: 'shared',
  apiId: 'siloapi001',
  ...change,
})
const method = (api: string, stage: string) => `arn:aws:execute-api:eu-west-1:000000000000:${api}/${stage}/GET/me`
const POOL_API = method('poolapi001', 'v1')
const SILO_API = method('siloapi001', 'silo')

it.each([
  ['the pool, a tenant of the pool', '', POOL, POOL_API, true],
  ['the pool, a tenant that has moved', '', silo(), POOL_API, false],
  ['the pool for the API of a silo, its tenant', '', silo(), SILO_API, true],
  ['the pool for the API of a silo, the tenant of another', '', silo({ apiId: 'siloapi002' }), SILO_API, false],
  ['the pool for the API of a silo, one with people of its own', '', silo({ identity: 'own' }), SILO_API, false],
  ['the pool for the API of a silo, a tenant of the pool', '', POOL, SILO_API, false],
  ['a silo, its tenant', 'tenantry-silo-acme00000000', silo(), SILO_API, true],
  ['a silo, the tenant of another', 'tenantry-silo-acme00000000', silo({ stack: 'tenantry-silo-x' }), SILO_API, false],
  ['a silo, a tenant of the pool', 'tenantry-silo-acme00000000', POOL, SILO_API, false],
])('by the authorizer of %s is served or not', (_name, stack, deployment, methodArn, served) => {
  expect(servesFrom(stack)(deployment, methodArn)).toBe(served)
})
