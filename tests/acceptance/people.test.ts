import { PROPAGATION_SECONDS } from '@tenantry/contracts/timing.ts'
import { beforeAll, expect, test } from 'vitest'
import { atMostEvery } from '../support/at-most-every.ts'
import { type Client, client } from './client.ts'
import { eventually } from './eventually.ts'
import { joinTenant, mailTo, onboard, PASSWORD, type Tenant, temporaryPassword } from './onboarding.ts'
import { signInByAmplify, switchByAmplify } from './person.ts'
import { useSystem } from './system.ts'

// People, their memberships in several tenants, and how soon a change of them holds. Runs on a laptop and on AWS.
const system = useSystem()
const run = Date.now().toString(36)
let acme: Tenant
let globex: Tenant

beforeAll(async () => {
  acme = await onboard(system.endpoints, `Acme ${run}`, `ada-${run}@acme.example`)
  globex = await onboard(system.endpoints, `Globex ${run}`, `hank-${run}@globex.example`)
})

const address = (name: string) => `${name}-${run}@people.example`
const signIn = (email: string, tenantId?: string, password = PASSWORD) =>
  signInByAmplify(system.endpoints, acme.config, { email, password, ...(tenantId && { tenantId }) })

const join = (tenant: Tenant, name: string, role: string) => joinTenant(system.endpoints, tenant, address(name), role)

test('one person belongs to two tenants with one password, after they accepted', async () => {
  const bob = await join(acme, 'bob', 'TenantUser')
  const invited = await globex.api.post('/users', { email: bob.email.toUpperCase(), role: 'TenantAdmin' })
  expect(invited).toMatchObject({ status: 201, body: { id: bob.id, state: 'invited', role: 'TenantAdmin' } })
  const mail = await eventually('the mail of the second tenant', async () => {
    const found = await mailTo(system.endpoints, bob.email)
    return found.subject.includes(globex.config.name) && found
  })
  expect(mail.text).toContain('the password that you have already')
  expect(temporaryPassword(mail)).toBe('')

  const mine = async (api: Client) => (await api.get('/me/tenants')).body.items
  await eventually('the invitation to be listed', async () => (await mine(bob.api)).length === 2)
  expect(await mine(bob.api)).toEqual(
    expect.arrayContaining([
      { tenantId: acme.config.tenantId, name: acme.config.name, role: 'TenantUser', state: 'active' },
      {
        tenantId: globex.config.tenantId,
        name: globex.config.name,
        role: 'TenantAdmin',
        state: 'invited',
        invitation: { by: globex.email, tenantSince: expect.any(String) },
      },
    ]),
  )
  // An invitation that is not accepted changes nothing: a sign-in without a tenant is still for the first one.
  expect((await client(acme.config.apiUrl, await signIn(bob.email)).get('/me')).body).toMatchObject({
    tenantId: acme.config.tenantId,
  })

  const inGlobex = client(globex.config.apiUrl, await signIn(bob.email, globex.config.tenantId))
  expect((await inGlobex.get('/me')).body).toMatchObject({
    id: bob.id,
    tenantId: globex.config.tenantId,
    role: 'TenantAdmin',
    state: 'active',
  })
  expect((await bob.api.get('/me')).body).toMatchObject({ tenantId: acme.config.tenantId, role: 'TenantUser' })
  expect((await bob.api.get('/users')).status).toBe(403)
  expect((await inGlobex.get('/users')).status).toBe(200)
  expect(await inGlobex.get('/me', { 'X-Tenant-Id': acme.config.tenantId })).toMatchObject({
    status: 409,
    body: { code: 'TENANT_MISMATCH' },
  })

  // One sign-in, two tenants: a refresh switches, and a tenant of others gives nothing.
  for (const { config } of [acme, globex, acme]) {
    const switched = client(config.apiUrl, await switchByAmplify(config.tenantId))
    expect((await switched.get('/me')).body).toMatchObject({ id: bob.id, tenantId: config.tenantId })
  }

  // To leave one tenant takes nothing from the person in the other.
  expect((await inGlobex.delete(`/users/${bob.id}`)).status).toBe(204)
  expect((await bob.api.get('/me')).status).toBe(200)
  await expect(signIn(bob.email, globex.config.tenantId)).rejects.toThrow(/not a member/)
  expect(await signIn(bob.email)).toBeTruthy()
})

test('nobody signs in to a tenant that did not invite them', async () => {
  await expect(signIn(acme.email, globex.config.tenantId)).rejects.toThrow(/not a member/)
  await expect(signIn(acme.email, 'nonsense')).rejects.toThrow(/not a member/)
})

test('a tenant keeps its last admin, and nobody changes themselves', async () => {
  const { body: ada } = await acme.api.get('/me')
  for (const change of [
    acme.api.delete(`/users/${ada.id}`),
    acme.api.put(`/users/${ada.id}`, { role: 'TenantUser' }),
    acme.api.put(`/users/${ada.id}`, { role: 'TenantAdmin', state: 'disabled' }),
  ]) {
    expect(await change).toMatchObject({ status: 409, body: { code: 'CONFLICT' } })
  }
  const eve = await join(acme, 'eve', 'TenantAdmin')
  expect(await eve.api.put(`/users/${eve.id}`, { role: 'TenantUser' })).toMatchObject({
    status: 403,
    body: { code: 'FORBIDDEN', field: 'role' },
  })
  const fred = await join(acme, 'fred', 'TenantUser')
  expect(await fred.api.put(`/users/${fred.id}`, { role: 'TenantAdmin' })).toMatchObject({ status: 403 })
  expect((await eve.api.delete(`/users/${eve.id}`)).status).toBe(204)
  expect((await acme.api.delete(`/users/${fred.id}`)).status).toBe(204)
})

test('admins who turn on each other at the same moment leave one admin', async () => {
  const admins = [await join(globex, 'gus', 'TenantAdmin'), await join(globex, 'gil', 'TenantAdmin')]
  const { body: hank } = await globex.api.get('/me')
  const all = [...admins, { id: hank.id as string, api: globex.api }]
  // Each one demotes, disables or removes the next one, and all do it at once.
  const answers = await Promise.all(
    all.map(({ api }, index) => {
      const victim = all[(index + 1) % all.length]?.id
      if (index === 0) return api.put(`/users/${victim}`, { role: 'TenantUser' })
      return index === 1
        ? api.put(`/users/${victim}`, { role: 'TenantAdmin', state: 'disabled' })
        : api.delete(`/users/${victim}`)
    }),
  )
  expect(answers.filter(({ status }) => status >= 500)).toEqual([])
  const seen = await Promise.all(all.map(({ api }) => api.get('/users')))
  const list = seen.find(({ status }) => status === 200)?.body.items ?? []
  const left = list.filter(
    (one: { role: string; state: string }) => one.role === 'TenantAdmin' && one.state === 'active',
  )
  expect(left.length).toBeGreaterThan(0)
  expect(answers.filter(({ status }) => status < 300).length).toBeLessThan(all.length)
})

test(`removal, demotion, disabling and suspension hold within ${PROPAGATION_SECONDS} seconds for tokens issued before`, async () => {
  expect(PROPAGATION_SECONDS).toBeLessThanOrEqual(60)
  const [removed, demoted, disabled] = [
    await join(acme, 'rex', 'TenantUser'),
    await join(acme, 'dan', 'TenantAdmin'),
    await join(acme, 'dora', 'TenantUser'),
  ]
  const initech = await onboard(system.endpoints, `Initech ${run}`, `bill-${run}@initech.example`)
  const { operator, controlPlaneApi } = system.endpoints
  const operatorToken = await signInByAmplify(system.endpoints, operator, {
    email: operator.username,
    password: operator.password,
  })
  // Every cache on the way knows them.
  expect((await demoted.api.get('/users')).status).toBe(200)
  for (const { api } of [removed, disabled, initech]) expect((await api.get('/products')).status).toBe(200)

  const since = system.now()
  const changes = await Promise.all([
    acme.api.delete(`/users/${removed.id}`),
    acme.api.put(`/users/${demoted.id}`, { role: 'TenantUser' }),
    acme.api.put(`/users/${disabled.id}`, { role: 'TenantUser', state: 'disabled' }),
    client(controlPlaneApi, operatorToken).post(`/tenants/${initech.config.tenantId}/suspend`, { reason: 'Test' }),
  ])
  expect(changes.map(({ status }) => status)).toEqual([204, 200, 200, 200])

  // The news of the suspension are on their way meanwhile, on a busy machine, too.
  const pass = atMostEvery(200, () => system.leap(1))
  const refusal = (who: string, api: Client, path: string, code: string) =>
    eventually(`${who} to be refused`, async () => {
      const { status, body } = await api.get(path)
      if (status === 403 && body.code === code) return (system.now() - since) / 1000
      pass()
      return false
    })
  const seconds = await Promise.all([
    refusal('the removed member', removed.api, '/products', 'MEMBERSHIP_REVOKED'),
    refusal('the demoted admin', demoted.api, '/users', 'FORBIDDEN'),
    refusal('the disabled member', disabled.api, '/products', 'MEMBERSHIP_REVOKED'),
    refusal('the suspended tenant', initech.api, '/products', 'TENANT_SUSPENDED'),
  ])
  for (const taken of seconds) expect(taken).toBeLessThanOrEqual(PROPAGATION_SECONDS)
  expect((await demoted.api.get('/products')).status).toBe(200)
  await expect(signIn(removed.email)).rejects.toThrow()
  await expect(signIn(disabled.email)).rejects.toThrow(/not a member/)

  expect((await acme.api.put(`/users/${disabled.id}`, { role: 'TenantUser', state: 'active' })).status).toBe(200)
  expect(await signIn(disabled.email, acme.config.tenantId)).toBeTruthy()
})
