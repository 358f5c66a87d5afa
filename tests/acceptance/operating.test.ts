import { beforeAll, expect, test } from 'vitest'
import { type Client, client } from './client.ts'
import { editRecord } from './edit-record.ts'
import { eventually } from './eventually.ts'
import { mailTo, onboard, PASSWORD, type Tenant, temporaryPassword } from './onboarding.ts'
import { operatorClient } from './operator-client.ts'
import { signIn } from './person.ts'
import { useSystem } from './system.ts'

// What operators do with tenants, tiers and each other. Runs on a laptop and on AWS.
const system = useSystem()
const run = Date.now().toString(36)
let admin: Client
let support: Client
let tenant: Tenant
let tenantPath: string

beforeAll(async () => {
  admin = operatorClient(system)
  tenant = await onboard(system.endpoints, `Operated ${run}`, `ada-${run}@operated.example`)
  tenantPath = `/tenants/${tenant.config.tenantId}`
})

test('a system admin is who the token says, and invites an operator for support', async () => {
  const { operator, controlPlaneApi } = system.endpoints
  expect(await admin.get('/me')).toMatchObject({
    status: 200,
    body: { id: expect.any(String), email: operator.username, role: 'SystemAdmin' },
  })
  const email = `sue-${run}@tenantry.example`
  const invited = await admin.post('/operators', { email, role: 'CustomerSupport' })
  expect(invited).toMatchObject({ status: 201, body: { email, role: 'CustomerSupport', state: 'invited' } })
  expect(await admin.post('/operators', { email, role: 'SystemAdmin' })).toMatchObject({
    status: 409,
    body: { code: 'CONFLICT', field: 'email' },
  })
  const password = temporaryPassword(await mailTo(system.endpoints, email))
  const token = await signIn(system.endpoints, operator, { email, password, newPassword: PASSWORD })
  support = client(controlPlaneApi, token)
  expect((await support.get('/me')).body).toMatchObject({ email, role: 'CustomerSupport' })
})

test('support reads, and neither registers, approves, retries, redrives, edits tiers nor changes operators', async () => {
  const lists = ['history', 'people', 'workflows'].map((list) => `${tenantPath}/${list}`)
  for (const path of ['/tenants', tenantPath, ...lists, '/overview']) {
    expect(await support.get(path), path).toMatchObject({ status: 200 })
  }
  const { id } = (await support.get('/me')).body
  const forbidden = [
    support.post('/tenants', { tenantName: 'X', email: 'x@x.example', tier: 'Basic' }),
    support.post(`${tenantPath}/approve`, undefined),
    support.post(`${tenantPath}/retry`, undefined),
    support.post(`${tenantPath}/reject`, {}),
    support.delete(tenantPath),
    support.post('/failed-messages/redrive', {}),
    support.put('/tiers/Basic', { priceCents: 1 }),
    support.post('/operators', { email: 'y@x.example', role: 'SystemAdmin' }),
    support.delete(`/operators/${id}`),
  ]
  for (const answer of await Promise.all(forbidden)) {
    expect(answer).toMatchObject({ status: 403, body: { code: 'FORBIDDEN' } })
  }
})

test('a suspended tenant is refused, its history names the operator, and reactivation serves it again', async () => {
  const suspended = await support.post(`${tenantPath}/suspend`, { reason: 'Unpaid' })
  expect(suspended).toMatchObject({ status: 200, body: { status: 'suspended', suspension: 'Unpaid' } })
  expect(await support.post(`${tenantPath}/suspend`, { reason: 'Again' })).toMatchObject({ status: 409 })
  await eventually('the suspension to be seen', async () => {
    system.leap(1)
    const { status, body } = await tenant.api.get('/me')
    return status === 403 && body.code === 'TENANT_SUSPENDED'
  })
  const reactivated = await support.post(`${tenantPath}/reactivate`, undefined)
  expect(reactivated).toMatchObject({ status: 200, body: { status: 'active', suspension: null } })
  await eventually('the tenant to be served again', async () => {
    system.leap(1)
    return (await tenant.api.get('/me')).status === 200
  })

  const { body } = await admin.get(`${tenantPath}/history?limit=2`)
  const { email } = (await support.get('/me')).body
  expect(body.items).toMatchObject([
    { actor: email, change: 'reactivated', from: 'suspended', to: 'active' },
    { actor: email, change: 'suspended', from: 'active', to: 'suspended', reason: 'Unpaid' },
  ])
  const rest = await admin.get(`${tenantPath}/history?cursor=${body.nextCursor}`)
  expect(rest.body.items.at(-1)).toMatchObject({ sequence: 1, actor: 'applicant', change: 'registered', from: null })
  expect(await admin.post(`${tenantPath}/suspend`, { reason: '' })).toMatchObject({
    status: 400,
    body: { field: 'reason' },
  })
})

test("operators see a tenant's people come, change and go", async () => {
  const people = async () => (await support.get(`${tenantPath}/people`)).body.items
  await eventually('the first admin to be seen', async () => (await people()).length === 1)
  const email = `carl-${run}@operated.example`
  const { body: carl } = await tenant.api.post('/users', { email, role: 'TenantUser' })
  const seen = (role: string, state: string) =>
    eventually(`${role} ${state} to be seen`, async () =>
      (await people()).some((one: typeof carl) => one.id === carl.id && one.role === role && one.state === state),
    )
  await seen('TenantUser', 'active')
  expect(await tenant.api.put(`/users/${carl.id}`, { role: 'TenantAdmin', state: 'disabled' })).toMatchObject({
    status: 200,
    body: { role: 'TenantAdmin', state: 'disabled' },
  })
  await seen('TenantAdmin', 'disabled')
  expect((await tenant.api.delete(`/users/${carl.id}`)).status).toBe(204)
  await eventually('the removal to be seen', async () => (await people()).length === 1)
})

/** Lists by an index show a change after a moment. */
const listed = async (query: string) => (await support.get(`/tenants?${query}`)).body.items

test('a tier that asks for approval makes a tenant wait for an operator, who lets it in', async () => {
  expect(await admin.put('/tiers/Premium', { approval: true })).toMatchObject({ status: 200, body: { approval: true } })
  const email = `eve-${run}@approved.example`
  const { body } = await admin.post('/tenants', { tenantName: `Approved ${run}`, email, tier: 'Premium' })
  expect(body.status).toBe('awaiting-approval')
  await expect
    .poll(() => listed(`status=awaiting-approval&search=approved ${run}`))
    .toMatchObject([{ tenantId: body.tenantId }])
  expect(await admin.post(`/tenants/${body.tenantId}/approve`, undefined)).toMatchObject({ status: 200 })
  await mailTo(system.endpoints, email)
  expect(await admin.post(`/tenants/${body.tenantId}/approve`, undefined)).toMatchObject({ status: 409 })
  expect((await admin.get(`/tenants/${body.tenantId}`)).body).toMatchObject({ status: 'active' })
  await admin.put('/tiers/Premium', { approval: false })
})

test('an onboarding is a workflow, whose steps an operator can follow', async () => {
  const { body } = await support.get(`${tenantPath}/workflows`)
  expect(body).toMatchObject({
    items: [{ kind: 'onboarding', status: 'done', error: null, actions: [] }],
    nextCursor: null,
  })
  const [{ workflowId, steps }] = body.items
  expect(steps.map(({ name, status }: { name: string; status: string }) => `${name} ${status}`)).toEqual([
    'preflight done',
    'api-key done',
    'app-plane done',
    'activate done',
  ])
  for (const { startedAt, endedAt } of steps) expect(Date.parse(startedAt)).toBeLessThanOrEqual(Date.parse(endedAt))
  expect((await support.get(`${tenantPath}/workflows/${workflowId}`)).body).toEqual(body.items[0])
  for (const action of ['retry', 'undo', 'confirm'])
    expect(await admin.post(`${tenantPath}/workflows/${workflowId}/${action}`, undefined)).toMatchObject({
      status: 409,
      body: { code: 'CONFLICT' },
    })
  expect((await support.get(tenantPath)).body.workflowId).toBeNull()
})

/** A tenant that waits for approval. */
async function waitingTenant(name: string): Promise<{ tenantId: string; registrationId: string }> {
  await admin.put('/tiers/Premium', { approval: true })
  const email = `${name.toLowerCase()}-${run}@waiting.example`
  const { body } = await admin.post('/tenants', { tenantName: `${name} ${run}`, email, tier: 'Premium' })
  await admin.put('/tiers/Premium', { approval: false })
  return body
}

test('an onboarding that fails is undone, tells a stranger no more than it must, and goes on with a retry', async () => {
  const { tenantId, registrationId } = await waitingTenant('Failing')
  const { workflowId } = (await admin.get(`/tenants/${tenantId}`)).body
  // There is no usage plan of such a tier, so the first step fails.
  await editRecord(system.endpoints, { tenantId, sk: 'tenant' }, { tier: 'Vanished' })
  expect((await admin.post(`/tenants/${tenantId}/workflows/${workflowId}/confirm`, undefined)).status).toBe(202)
  const workflow = await eventually('the onboarding to be undone', async () => {
    const { body } = await support.get(`/tenants/${tenantId}/workflows/${workflowId}`)
    return body.status === 'failed' && body
  })
  const error = 'There is no tier Vanished'
  expect(workflow).toMatchObject({ error, hasLeftovers: false, attempt: 1, actions: ['retry'] })
  expect(workflow.steps).toMatchObject([
    { name: 'preflight', status: 'done' },
    { name: 'api-key', status: 'failed', error },
    { name: 'app-plane', status: 'pending', startedAt: null },
    { name: 'activate', status: 'pending', startedAt: null },
    { name: 'compensate', status: 'done' },
  ])
  expect((await support.get(`/tenants/${tenantId}`)).body).toMatchObject({
    status: 'failed',
    failure: error,
    workflowId,
  })
  const { body: seen } = await client(system.endpoints.controlPlaneApi).get(`/registrations/${registrationId}`)
  expect(seen).toMatchObject({ status: 'failed', reason: "The tenant's API key could not be made." })
  expect(JSON.stringify(seen)).not.toContain('Vanished')

  await editRecord(system.endpoints, { tenantId, sk: 'tenant' }, { tier: 'Premium' })
  expect(await admin.post(`/tenants/${tenantId}/retry`, undefined)).toMatchObject({
    status: 200,
    body: { status: 'provisioning', workflowId },
  })
  await mailTo(system.endpoints, `failing-${run}@waiting.example`)
  expect((await support.get(`/tenants/${tenantId}/workflows/${workflowId}`)).body).toMatchObject({
    status: 'done',
    attempt: 2,
    error: null,
  })
})

test('a rejected registration is over, a failed tenant can be deleted, and both names are free again', async () => {
  const { tenantId, registrationId } = await waitingTenant('Rejected')
  expect(await admin.post(`/tenants/${tenantId}/reject`, { reason: 'A competitor' })).toMatchObject({
    status: 200,
    body: { status: 'failed', failure: 'A competitor', workflowId: null },
  })
  const { body: seen } = await client(system.endpoints.controlPlaneApi).get(`/registrations/${registrationId}`)
  expect(seen).toMatchObject({ status: 'failed', reason: 'The request was declined.' })
  const again = await waitingTenant('Rejected')
  expect(again.tenantId).not.toBe(tenantId)

  const { status, body } = await admin.delete(`/tenants/${tenantId}`)
  expect([status, body]).toEqual([202, { workflowId: expect.stringMatching(/^wfl_/) }])
  expect((await support.get(`/tenants/${tenantId}`)).body).toMatchObject({ status: 'deleted' })
  const rejected = `search=rejected ${run}`
  await expect.poll(() => listed(rejected)).toMatchObject([{ tenantId: again.tenantId }])
  await expect.poll(() => listed(`${rejected}&status=deleted`)).toMatchObject([{ tenantId }])
  expect((await support.get(`/tenants/${tenantId}/workflows`)).body.items).toMatchObject([
    { kind: 'offboarding', status: 'done' },
    { kind: 'onboarding', status: 'undone' },
  ])
})

test('an edited tier is on offer, its limits hold for its tenants, and Platinum stays without a plan', async () => {
  const { body: before } = await admin.get('/tiers')
  const basic = before.items.find((tier: { name: string }) => tier.name === 'Basic')
  const edited = await admin.put('/tiers/Basic', { ...basic, priceCents: 5900 })
  const { prices } = edited.body
  expect(prices.at(-1)).toMatchObject({ priceCents: 5900 })
  const after = { ...basic, priceCents: 5900, prices, version: basic.version + 1 }
  expect(edited).toMatchObject({ status: 200, body: after })
  expect((await admin.get('/tiers')).body.items).toContainEqual(after)
  expect(await admin.put('/tiers/Basic', { deployment: 'silo' })).toMatchObject({ status: 400 })
  expect(await admin.put('/tiers/Basic', { rate: 0 })).toMatchObject({ status: 400, body: { field: 'rate' } })
  expect(await admin.put('/tiers/Gold', {})).toMatchObject({ status: 404 })
  expect(await admin.put('/tiers/Platinum', { priceCents: 1 })).toMatchObject({ status: 200 })
  for (const [name, priceCents] of [
    ['Basic', 4900],
    ['Platinum', 199900],
  ] as const)
    await admin.put(`/tiers/${name}`, { priceCents })
})

test('tenants are found by the beginning of their name in any case, and counted by tier and status', async () => {
  const { body } = await support.get(`/tenants?search=oPERATED ${run}`)
  expect(body.items).toMatchObject([{ tenantId: tenant.config.tenantId }])
  const byName = (await support.get('/tenants?sort=name')).body.items.map(({ name }: { name: string }) => name)
  expect(byName).toEqual(byName.toSorted((a: string, b: string) => (a.toLowerCase() < b.toLowerCase() ? -1 : 1)))
  expect(byName.length).toBeGreaterThan(1)
  expect((await support.get('/tenants?search=nobody')).body.items).toEqual([])
  const { tenants } = (await support.get('/overview')).body
  const active = tenants.find(
    (one: { tier: string; status: string }) => one.tier === 'Basic' && one.status === 'active',
  )
  expect(active.count).toBeGreaterThan(0)
})

test('you cannot remove yourself, and a removed operator is refused though the token is valid', async () => {
  const { id } = (await admin.get('/me')).body
  expect(await admin.delete(`/operators/${id}`)).toMatchObject({ status: 409, body: { code: 'CONFLICT' } })
  const sue = (await support.get('/me')).body
  expect((await admin.get('/operators')).body.items).toContainEqual(
    expect.objectContaining({ ...sue, state: 'active' }),
  )
  expect((await admin.delete(`/operators/${sue.id}`)).status).toBe(204)
  // At once, while the gateway still knows the token: what is written is refused where it is written.
  expect(await support.post(`${tenantPath}/suspend`, { reason: 'Revenge' })).toMatchObject({
    status: 403,
    body: { code: 'FORBIDDEN' },
  })
  expect((await admin.get(tenantPath)).body.status).toBe('active')
  expect((await admin.delete(`/operators/${sue.id}`)).status).toBe(404)
  await eventually('the removed operator to be refused', async () => {
    system.leap(1)
    return (await support.get('/tenants')).status === 403
  })
})
