import { PLATFORM_SERVICES } from '@tenantry/app-plane/platform-services.ts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { client } from '../../acceptance/client.ts'
import { mailTo, onboard, PASSWORD, type Tenant, temporaryPassword } from '../../acceptance/onboarding.ts'
import { signIn } from '../../acceptance/person.ts'
import { SERVICES } from '../../attacks/product/services.ts'
import { type LocalSystem, localSystem } from '../../attacks/world/local-system.ts'

// Runs in a copy of the repository from which the sample is removed.
let system: LocalSystem
let ada: Tenant

beforeAll(async () => {
  system = await localSystem()
  ada = await onboard(system.endpoints, 'Alone', 'ada@alone.example')
})

afterAll(() => system?.close())

test('there is no service but those of the platform', async () => {
  expect(SERVICES).toEqual([])
  const { paths } = (await ada.api.get('/openapi.json')).body
  const served = new Set(PLATFORM_SERVICES.flatMap(({ routes }) => routes.map(({ path }) => path)))
  expect(Object.keys(paths).toSorted()).toEqual([...served].toSorted())
})

test('a stranger signs up, signs in, finds the people and invites one, who signs in too', async () => {
  const { endpoints } = system
  for (const page of ['', 'sign-up', 'app', 'app/people']) {
    const answer = await fetch(`${endpoints.web}${page}`)
    expect(answer.status, page).toBe(200)
    expect(answer.headers.get('content-type'), page).toMatch(/^text\/html/)
  }
  expect(await ada.api.get('/me')).toMatchObject({ status: 200, body: { email: ada.email, role: 'TenantAdmin' } })
  const email = 'carl@alone.example'
  expect(await ada.api.post('/users', { email, role: 'TenantUser' })).toMatchObject({ status: 201 })
  const password = temporaryPassword(await mailTo(endpoints, email))
  const token = await signIn(endpoints, ada.config, {
    ...{ email, password, newPassword: PASSWORD },
    tenantId: ada.config.tenantId,
  })
  expect(await client(ada.config.apiUrl, token).get('/me')).toMatchObject({ status: 200, body: { role: 'TenantUser' } })
  const { body } = await ada.api.get('/users')
  expect(body.items.map((person: { email: string }) => person.email).toSorted()).toEqual([ada.email, email])
})
