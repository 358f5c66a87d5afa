import { PROPAGATION_SECONDS } from '@tenantry/contracts/timing.ts'
import { beforeAll, expect, test } from 'vitest'
import { chooseNewPassword } from './choose-new-password.ts'
import { type Client, client } from './client.ts'
import { eventually } from './eventually.ts'
import { nextSecond } from './next-second.ts'
import { joinTenant, type Member, onboard, PASSWORD, type Tenant } from './onboarding.ts'
import { signInByAmplify, switchByAmplify } from './person.ts'
import { useSystem } from './system.ts'

// When sessions end: access tokens that were issued before are refused within S, and nobody else's are.
const system = useSystem()
const run = Date.now().toString(36)
let acme: Tenant

beforeAll(async () => {
  acme = await onboard(system.endpoints, `Acme ${run}`, `ada-${run}@acme.example`)
})

const join = (name: string): Promise<Member> =>
  joinTenant(system.endpoints, acme, `${name}-${run}@people.example`, 'TenantUser')
async function signIn(email: string, password = PASSWORD): Promise<Client> {
  const { apiUrl, tenantId } = acme.config
  return client(apiUrl, await signInByAmplify(system.endpoints, acme.config, { email, password, tenantId }))
}

/** What an answer of each authorizer says. */
const statuses = async (api: Client): Promise<number[]> =>
  Promise.all(['/me', '/products'].map(async (path) => (await api.get(path)).status))
const SERVED = [200, 200]

/** Every cache has forgotten by then; a deployed system takes its time. */
function untilEnded<T>(check: () => Promise<T | false>): Promise<T> {
  system.leap(PROPAGATION_SECONDS)
  return eventually('the older session to be refused', check)
}

test(`whoever signs out everywhere has no session left anywhere within ${PROPAGATION_SECONDS} seconds, and may sign in at once`, async () => {
  const sam = await join('sam')
  const other = await signIn(sam.email)
  const others = await join('olga')
  for (const api of [sam.api, other, others.api]) expect(await statuses(api)).toEqual(SERVED)
  await signIn(sam.email)
  await nextSecond()

  expect((await sam.api.post('/me/sign-out-everywhere', undefined)).status).toBe(204)
  await expect(switchByAmplify(acme.config.tenantId)).rejects.toThrow()
  const again = await signIn(sam.email)
  expect(await statuses(again)).toEqual(SERVED)
  for (const api of [sam.api, other]) {
    const refused = await untilEnded(async () => {
      const answers = await Promise.all(['/me', '/products'].map((path) => api.get(path)))
      return answers.every(({ status }) => status === 401) && answers
    })
    expect(refused[0]?.body).toMatchObject({ code: 'UNAUTHORIZED' })
  }
  for (const api of [again, others.api]) expect(await statuses(api)).toEqual(SERVED)
})

test('a new password ends the sessions that began with the old one', async () => {
  const pia = await join('pia')
  expect(await statuses(pia.api)).toEqual(SERVED)
  await nextSecond()

  const password = `${PASSWORD}-new`
  await chooseNewPassword(system.endpoints, acme.config, { email: pia.email, password })

  expect(await statuses(await signIn(pia.email, password))).toEqual(SERVED)
  await untilEnded(async () => (await statuses(pia.api)).every((status) => status === 401))
})

test('whoever was disabled and is enabled again signs in again', async () => {
  const dora = await join('dora')
  expect(await statuses(dora.api)).toEqual(SERVED)
  await nextSecond()
  const put = (state: string) => acme.api.put(`/users/${dora.id}`, { role: 'TenantUser', state })
  for (const state of ['disabled', 'active']) expect((await put(state)).status).toBe(200)
  expect(await statuses(await signIn(dora.email))).toEqual(SERVED)
  await untilEnded(async () => (await statuses(dora.api)).every((status) => status === 401))
})

test('whoever was removed a moment ago, and has no account any more, has no session to end', async () => {
  const rob = await join('rob')
  expect(await statuses(rob.api)).toEqual(SERVED)
  expect((await acme.api.delete(`/users/${rob.id}`)).status).toBe(204)
  // The gateway still has the authorizer's answer, or has not: either way it is no fault of the service's.
  expect([204, 403]).toContain((await rob.api.post('/me/sign-out-everywhere', undefined)).status)
})

test('an operator’s sessions end alike: by signing out everywhere, and with a new password', async () => {
  const { operator, controlPlaneApi } = system.endpoints
  const { username: email, password } = operator
  const signIn = async () =>
    client(controlPlaneApi, await signInByAmplify(system.endpoints, operator, { email, password }))
  const served = async (api: Client) => (await api.get('/me')).status
  const ends: ((api: Client) => Promise<unknown>)[] = [
    async (api) => expect((await api.post('/me/sign-out-everywhere', undefined)).status).toBe(204),
    () => chooseNewPassword(system.endpoints, operator, { email, password }),
  ]
  for (const end of ends) {
    const older = await signIn()
    expect(await served(older)).toBe(200)
    await nextSecond()
    await end(older)
    const later = await signIn()
    await untilEnded(async () => (await served(older)) === 401)
    expect(await served(later)).toBe(200)
  }
})
