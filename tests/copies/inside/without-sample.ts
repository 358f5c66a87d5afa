import { PLATFORM_SERVICES } from '@tenantry/app-plane/platform-services.ts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { client } from '../../acceptance/client.ts'
import { mailTo, onboard, PASSWORD, temporaryPassword } from '../../acceptance/onboarding.ts'
import { signIn } from '../../acceptance/person.ts'
import { CLASSES } from '../../attacks/all-classes.ts'
import { SERVICES } from '../../attacks/product/services.ts'
import { type ClassReport, runClass } from '../../attacks/suite/run-class.ts'
import { type LocalSystem, localSystem } from '../../attacks/world/local-system.ts'
import { renewTokens } from '../../attacks/world/renew-tokens.ts'
import { createWorld, type World } from '../../attacks/world/world.ts'

// Runs in a copy of the repository from which the sample is removed.
let system: LocalSystem
let world: World
const reports: ClassReport[] = []
/** Of each class, spread over all its attempts. */
const ATTEMPTS = 12

beforeAll(async () => {
  system = await localSystem()
  world = await createWorld(system.endpoints, system)
})

afterAll(async () => {
  const total = (count: (report: ClassReport) => number) => reports.reduce((sum, report) => sum + count(report), 0)
  console.log(
    `platform alone: ${total(({ attempts }) => attempts)} attempts and ${total(({ controls }) => controls)} controls in ${reports.length} classes, leaks ${total(({ leaks }) => leaks.length)}`,
  )
  await system?.close()
})

test('there is no service but those of the platform', async () => {
  expect(SERVICES).toEqual([])
  const { paths } = (await client(world.attacker.config.apiUrl).get('/openapi.json')).body
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
  const ada = await onboard(endpoints, 'Alone', 'ada@alone.example')
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

test.each(Object.keys(CLASSES))('no attack of the class %s gets anything', async (name) => {
  await renewTokens(world)
  const attackClass = await CLASSES[name]?.(world)
  if (!attackClass) throw new Error(`There is no class ${name}.`)
  const { attempts, nothingToAttack } = attackClass
  if (!nothingToAttack) expect(attempts.length).toBeGreaterThan(0)
  const some = attempts.filter((_, at) => at % Math.ceil(attempts.length / ATTEMPTS) === 0)
  const report = await runClass({ ...attackClass, attempts: some })
  reports.push(report)
  expect(report).toMatchObject({ leaks: [], brokenControls: [], skipped: [] })
})
