import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Client, client } from './client.ts'
import { eventually } from './eventually.ts'
import { operatorClient } from './operator-client.ts'
import { freshSystem } from './system.ts'

// Of its own: its account has room for two tenants.
let system: Awaited<ReturnType<typeof freshSystem>>
let admin: Client
let names = 0

beforeAll(async () => {
  const controlPlaneParameters = {
    Quotas: JSON.stringify({ apiKeys: { limit: 10, elsewhere: 8 }, roles: { limit: 1 } }),
  }
  system = await freshSystem(undefined, { controlPlaneParameters })
  admin = operatorClient(system)
})
afterAll(() => system.close())

/** Asks for a tenant and answers what became of it. */
async function ended(tenantId: string) {
  return eventually('the onboarding to end', async () => {
    const { body } = await admin.get(`/tenants/${tenantId}`)
    return body.status !== 'provisioning' && body
  })
}

async function register(tier = 'Basic') {
  const tenantName = `Tenant ${++names}`
  const { body } = await admin.post('/tenants', { tenantName, email: `admin-${names}@full.example`, tier })
  return ended(body.tenantId)
}

const apiKeys = async () => {
  const { quotas } = (await admin.get('/overview')).body
  return quotas.find(({ quota }: { quota: string }) => quota === 'apiKeys')
}

test('operators see how many more tenants the account has room for', async () => {
  expect(await apiKeys()).toEqual({ quota: 'apiKeys', name: 'API keys', limit: 10, used: 8, left: 2 })
  const { quotas } = (await admin.get('/overview')).body
  // The roles of the stacks themselves are counted, and are more than this account is said to have.
  const roles = quotas.find(({ quota }: { quota: string }) => quota === 'roles')
  expect(roles).toMatchObject({ limit: 1, left: 0 })
  expect(roles.used).toBeGreaterThan(30)
})

test('a tenant for whom there is no room is refused before anything is made, and can be retried', async () => {
  for (const _ of [1, 2]) expect(await register()).toMatchObject({ status: 'active' })
  system.leap(30)
  await eventually('the keys to be counted', async () => (await apiKeys()).left === 0)
  const refused = await register()
  expect(refused).toMatchObject({ status: 'failed', apiKey: null })
  expect(refused.failure).toMatch(/API keys: 1 needed, 0 left \(10 of 10 in use\)\. AWS does not raise it: .*retry\.$/)
  const { body } = await admin.get(`/tenants/${refused.tenantId}/workflows`)
  expect(body.items[0].steps).toMatchObject([
    { name: 'preflight', status: 'failed' },
    { name: 'api-key', status: 'pending' },
    { name: 'app-plane', status: 'pending' },
    { name: 'activate', status: 'pending' },
    { name: 'compensate', status: 'done' },
  ])
  const { registrationId } = refused
  const seen = await client(system.endpoints.controlPlaneApi).get(`/registrations/${registrationId}`)
  expect(seen.body).toMatchObject({ status: 'failed', reason: 'There is no room for another tenant at the moment.' })
  expect(await admin.post(`/tenants/${refused.tenantId}/retry`, undefined)).toMatchObject({ status: 200 })
  expect(await ended(refused.tenantId)).toMatchObject({ status: 'failed', failure: refused.failure })
})
