import { addressId } from '@tenantry/app-plane/people/address-book.ts'
import { readInvitationQuestion } from '@tenantry/contracts/invitation-question.ts'
import { beforeAll, expect, test } from 'vitest'
import { tableOf } from '../privilege/account.ts'
import { type Answer, type Client, client } from './client.ts'
import { eventually } from './eventually.ts'
import { mailTo, onboard, PASSWORD, register, sentMails, type Tenant, temporaryPassword } from './onboarding.ts'
import { operatorClient } from './operator-client.ts'
import { signIn } from './person.ts'
import { useSystem } from './system.ts'
import { unlessBusy } from './unless-busy.ts'

// Whoever is invited gets in, whoever else invited them before, and whatever happens at the same time.
const system = useSystem()
const run = Date.now().toString(36)
let acme: Tenant
let globex: Tenant
let admin: Client

beforeAll(async () => {
  acme = await onboard(system.endpoints, `Acme ${run}`, `ada-${run}@acme.example`)
  globex = await onboard(system.endpoints, `Globex ${run}`, `hank-${run}@globex.example`)
  admin = operatorClient(system)
})

const address = (name: string) => `${name}-${run}@people.example`
const invite = ({ api }: Tenant, email: string) => api.post('/users', { email, role: 'TenantUser' })
/** Where others are at the same address. */
const inviteAmidOthers = (tenant: Tenant, email: string) => unlessBusy(() => invite(tenant, email))
const mailsTo = async (email: string) => (await sentMails(system.endpoints)).filter(({ to }) => to === email)
const newestPassword = async (email: string) => temporaryPassword(await mailTo(system.endpoints, email))

/** Signs somebody in for the first time, with the newest mail; answers their API in this tenant. */
async function enter({ config }: Tenant, email: string, password?: string): Promise<Client> {
  const person = { email, password: password ?? (await newestPassword(email)), newPassword: PASSWORD }
  return client(config.apiUrl, await signIn(system.endpoints, config, { ...person, tenantId: config.tenantId }))
}

test('an address that one tenant invited, and that never signed in, gets in when another tenant invites it', async () => {
  const email = address('nora')
  expect(await invite(acme, email)).toMatchObject({ status: 201, body: { state: 'active' } })
  const first = await newestPassword(email)
  expect(await invite(globex, email)).toMatchObject({ status: 201, body: { state: 'invited' } })
  const mail = await eventually('the mail of the second tenant', async () => {
    const newest = await mailTo(system.endpoints, email)
    return newest.subject.includes(globex.config.name) && newest
  })
  expect(temporaryPassword(mail)).not.toBe(first)
  const inGlobex = await enter(globex, email)
  expect((await inGlobex.get('/me')).body).toMatchObject({ tenantId: globex.config.tenantId, state: 'active' })
  // One password opens both.
  const token = await signIn(system.endpoints, acme.config, {
    email,
    password: PASSWORD,
    tenantId: acme.config.tenantId,
  })
  expect((await client(acme.config.apiUrl, token).get('/me')).body).toMatchObject({ tenantId: acme.config.tenantId })
})

test('an address that a stranger signed up with gets in when a tenant invites it', async () => {
  const email = address('sam')
  await register(system.endpoints, `Squatters ${run}`, email)
  await mailTo(system.endpoints, email)
  expect((await invite(acme, email)).status).toBe(201)
  await eventually('the mail of the tenant', async () =>
    (await mailTo(system.endpoints, email)).subject.includes(acme.config.name),
  )
  expect((await (await enter(acme, email)).get('/me')).body).toMatchObject({ tenantId: acme.config.tenantId })
})

test('an invitation that was lost is sent again, until its person has a password, which no tenant takes from them', async () => {
  const email = address('lena')
  const { body } = await invite(acme, email)
  const lost = await newestPassword(email)
  const resend = (api: Client) => api.post(`/users/${body.id}/resend`, undefined)
  expect((await resend(acme.api)).status).toBe(204)
  await eventually('a fresh password', async () => (await newestPassword(email)) !== lost)
  await expect(enter(acme, email, lost)).rejects.toThrow(/password/)
  const lenas = await enter(acme, email)
  expect((await lenas.get('/me')).status).toBe(200)
  const mails = (await mailsTo(email)).length
  expect(await resend(acme.api)).toMatchObject({ status: 409, body: { code: 'CONFLICT' } })
  expect((await resend(lenas)).status).toBe(403)
  expect((await acme.api.post('/users/nobody/resend', undefined)).status).toBe(404)
  expect((await mailsTo(email)).length).toBe(mails)
  const person = { email, password: PASSWORD, tenantId: acme.config.tenantId }
  expect(await signIn(system.endpoints, acme.config, person)).toBeTruthy()
})

test('operators send the invitation of a first admin again, and appoint another one', async () => {
  const { username } = system.endpoints.operator
  const first = address('first')
  const config = await register(system.endpoints, `Initech ${run}`, first)
  const initech = { config } as Tenant
  const lost = await newestPassword(first)
  const path = `/tenants/${config.tenantId}`
  expect((await admin.post(`${path}/resend-invitation`, undefined)).status).toBe(202)
  await eventually('a fresh password', async () => (await newestPassword(first)) !== lost)

  const second = address('second')
  for (const _ of [1, 2])
    expect(await admin.post(`${path}/admins`, { email: second.toUpperCase() })).toMatchObject({
      status: 202,
      body: { adminEmail: second },
    })
  await mailTo(system.endpoints, second)
  const theirs = await enter(initech, second)
  expect((await theirs.get('/me')).body).toMatchObject({ role: 'TenantAdmin', tenantId: config.tenantId })
  expect(await mailsTo(second)).toHaveLength(1)
  const { body: history } = await admin.get(`${path}/history`)
  const entry = { change: 'admin-appointed', actor: username, reason: second }
  expect(history.items.slice(0, 3)).toMatchObject([entry, entry, { change: 'invitation-resent', actor: username }])
  expect(await admin.post(`${path}/admins`, { email: 'nobody' })).toMatchObject({
    status: 400,
    body: { field: 'email' },
  })
  expect((await admin.post('/tenants/zzzzzzzzzzzz/admins', { email: second })).status).toBe(404)
})

/** In each round a new address; the rest of the suite has fewer. */
const ROUNDS = Number(process.env.TENANTRY_INVITATION_ROUNDS ?? 20)

test(`two tenants that invite one new address at once both let it in, ${ROUNDS} times`, async () => {
  for (let round = 0; round < ROUNDS; round++) {
    const email = address(`twice-${round}`)
    const answers = await Promise.all([inviteAmidOthers(acme, email), inviteAmidOthers(globex, email)])
    expect(answers.map(({ status }) => status)).toEqual([201, 201])
    expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1)
    const tenant = round % 2 === 0 ? acme : globex
    expect(await canEnter(tenant, email)).toBe(true)
  }
})

test(`an address that is invited and removed at once is in, or out and can be invited, ${ROUNDS} times`, async () => {
  for (let round = 0; round < ROUNDS; round++) {
    const email = address(`torn-${round}`)
    const { body: member } = await invite(acme, email)
    const answers: Answer[] = await Promise.all([
      unlessBusy(() => acme.api.delete(`/users/${member.id}`)),
      inviteAmidOthers(globex, email),
      ...(round % 2 === 0 ? [inviteAmidOthers(acme, email)] : []),
    ])
    expect(answers.filter(({ status }) => status >= 500)).toEqual([])
    expect(answers[1]).toMatchObject({ status: 201 })
    expect(await canEnter(globex, email)).toBe(true)
    if (round % 5 > 0) continue
    // Gone from one tenant and then from the other: the account goes with the last, and a new invitation makes a new one.
    const { id } = answers[1]?.body ?? {}
    const stays = (await acme.api.get(`/users/${id}`)).status === 200
    const removals = (stays ? [globex, acme] : [globex]).map(({ api }) => unlessBusy(() => api.delete(`/users/${id}`)))
    expect((await Promise.all(removals)).map(({ status }) => status)).toEqual(removals.map(() => 204))
    const anew = await invite(acme, email)
    expect(anew).toMatchObject({ status: 201, body: { state: 'active' } })
    expect(anew.body.id).not.toBe(id)
  }
})

/** Whether the newest mail opens the tenant. */
async function canEnter(tenant: Tenant, email: string): Promise<boolean> {
  const api = await enter(tenant, email)
  return (await api.get('/me')).status === 200
}

test('a sign-in that asks first learns who invites, and accepts nothing', async () => {
  const email = address('quinn')
  await invite(acme, email)
  await enter(acme, email)
  await invite(globex, email)
  const sign = (clientMetadata: Record<string, string>) =>
    signIn(system.endpoints, globex.config, {
      email,
      password: PASSWORD,
      tenantId: globex.config.tenantId,
      clientMetadata,
    })
  const refusal = await sign({ invitation: 'ask' }).then(
    () => '',
    (error: Error) => error.message,
  )
  expect(readInvitationQuestion(refusal)).toEqual({ by: globex.email, tenantSince: expect.any(String) })
  const { body } = await globex.api.get('/users?limit=100')
  expect(body.items.find((one: { email: string }) => one.email === email)).toMatchObject({ state: 'invited' })
  expect(await sign({})).toBeTruthy()
})

test('an address whose change was interrupted can be invited again', async () => {
  const addresses = await tableOf(system.endpoints, 'AddressesTable')
  const email = address('killed')
  const key = { id: `lock#${addressId(email)}` }
  await addresses.put({ ...key, holder: 'killed', until: Date.now() + 86_400_000 })
  const busy = await invite(acme, email)
  expect(busy).toMatchObject({ status: 409, body: { code: 'CONFLICT' } })
  expect(busy.headers.get('retry-after')).toBeTruthy()
  // Its lease is over.
  await addresses.put({ ...key, holder: 'killed', until: 0 })
  expect((await invite(acme, email)).status).toBe(201)
})

test('one address gets five invitations in ten minutes, whoever invites', async () => {
  const email = address('pest')
  const { body } = await invite(acme, email)
  expect((await invite(globex, email)).status).toBe(201)
  const resend = () => acme.api.post(`/users/${body.id}/resend`, undefined)
  const answers: Answer[] = []
  // Ten minutes may end meanwhile, and the next five begin.
  while (answers.length < 9 && answers.at(-1)?.status !== 429) answers.push(await resend())
  const refused = answers.pop()
  expect(answers.length).toBeGreaterThanOrEqual(3)
  expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 204))
  expect(refused).toMatchObject({ status: 429, body: { code: 'TOO_MANY_INVITATIONS' } })
  expect(Number(refused?.headers.get('retry-after'))).toBeGreaterThan(0)
  expect((await mailsTo(email)).length).toBe(answers.length + 2)
  // A neighbour is not held back.
  expect((await invite(acme, address('neighbour'))).status).toBe(201)
})
