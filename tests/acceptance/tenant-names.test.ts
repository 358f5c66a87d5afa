import { entityTag } from '@tenantry/contracts/entity-tag.ts'
import { beforeAll, expect, test } from 'vitest'
import { type Client, client } from './client.ts'
import { askConfig, mailTo, onboard, register, type Tenant } from './onboarding.ts'
import { operatorClient } from './operator-client.ts'
import { signIn } from './person.ts'
import { useOwnSystem } from './system.ts'

// A tenant that gets another name.

// Of its own: a month passes.
const system = useOwnSystem()
let admin: Client
let tenant: Tenant
let path: string

const DAY = 86_400
const EMAIL = 'ada@acme.example'

const config = (name: string) => askConfig(system.endpoints, name)
const ask = (tenantName: string) => admin.post('/tenants', { tenantName, email: 'eve@evil.example', tier: 'Basic' })
const rename = (name: string, headers?: Record<string, string>) => admin.send('PATCH', path, { name }, headers)

beforeAll(async () => {
  tenant = await onboard(system.endpoints, 'Acme', EMAIL)
  path = `/tenants/${tenant.config.tenantId}`
  admin = operatorClient(system)
})

test('a tenant is renamed by whoever saw its present version, and the old name leads to its sign-in', async () => {
  const { version } = (await admin.get(path)).body
  const tag = (of: number) => ({ 'if-match': entityTag(tenant.config.tenantId, of) })
  expect(await rename('Globex', tag(version - 1))).toMatchObject({ status: 412, body: { code: 'PRECONDITION_FAILED' } })
  const renamed = await rename('Globex', tag(version))
  expect(renamed).toMatchObject({ status: 200, body: { name: 'Globex', version: version + 1 } })
  expect(renamed.headers.get('etag')).toBe(entityTag(tenant.config.tenantId, version + 1))

  const found = (await config('acme')).body
  expect(found).toMatchObject({ tenantId: tenant.config.tenantId, name: 'Globex', renamedFrom: 'Acme' })
  expect((await config('Globex')).body).toEqual({ ...tenant.config, name: 'Globex' })
  const person = { email: EMAIL, password: tenant.password, tenantId: found.tenantId }
  const api = client(found.apiUrl, await signIn(system.endpoints, found, person))
  await expect
    .poll(async () => (await api.get('/me/tenants')).body.items)
    .toMatchObject([{ tenantId: tenant.config.tenantId, name: 'Globex' }])
})

test('people who are invited hear the new name', async () => {
  await expect
    .poll(
      async () => {
        system.leap(1)
        const email = `ben-${Date.now()}@globex.example`
        await tenant.api.post('/users', { email, role: 'TenantUser' })
        return (await mailTo(system.endpoints, email)).text
      },
      { timeout: 120_000 },
    )
    .toContain('Globex')
})

test('nobody else gets either name, however it is written, and the history has both', async () => {
  for (const name of ['Acme', 'ACME', 'Асme', 'globex', 'GIobex'])
    expect(await ask(name), name).toMatchObject({ status: 409, body: { code: 'NAME_TAKEN' } })
  const other = await register(system.endpoints, 'Initech', 'bill@initech.example')
  const taken = await admin.send('PATCH', `/tenants/${other.tenantId}`, { name: 'Acme' })
  expect(taken).toMatchObject({ status: 409, body: { code: 'NAME_TAKEN', field: 'name' } })
  const { items } = (await admin.get(`/audit?tenantId=${tenant.config.tenantId}`)).body
  expect(items).toContainEqual(
    expect.objectContaining({
      action: 'tenant.renamed',
      before: expect.objectContaining({ name: 'Acme' }),
      after: expect.objectContaining({ name: 'Globex' }),
    }),
  )
})

test('a name that was taken back leads nowhere else, and the one given up is free after 30 days', async () => {
  expect(await rename('Acme')).toMatchObject({ status: 200, body: { formerNames: [{ name: 'Globex' }] } })
  expect((await config('Acme')).body).not.toHaveProperty('renamedFrom')
  expect((await config('Globex')).body).toMatchObject({ name: 'Acme', renamedFrom: 'Globex' })
  system.leap(29 * DAY)
  expect(await ask('Globex')).toMatchObject({ status: 409 })
  system.leap(2 * DAY)
  expect((await config('Globex')).status).toBe(404)
  expect(await ask('Globex')).toMatchObject({ status: 202 })
  await expect.poll(async () => (await config('Globex')).status).toBe(200)
  expect((await config('Globex')).body.tenantId).not.toBe(tenant.config.tenantId)
})
