import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { assembly } from '@tenantry/cli/system/assembly.ts'
import { CONTROL_PLANE_ROUTES } from '@tenantry/contracts/control-plane-api/routes.ts'
import { beforeAll, expect, test } from 'vitest'
import { type Client, client } from './client.ts'
import { askForTenant, codeIn, confirm, sentMails } from './onboarding.ts'
import { operatorClient } from './operator-client.ts'
import { useOwnSystem } from './system.ts'

// What strangers can do to others by signing up: through the gateway, with the limits of a deployment.
// Of its own: the rates that the shared one lifts, and hours to leap over.
/** A second: less than by default, so that the bucket does not fill up while a busy machine answers. */
const RATE = 0.1
const system = useOwnSystem({ controlPlaneParameters: { SourceRate: String(RATE) } })
const run = Date.now().toString(36)
const BURST = 60
/** Onboardings that run at a time. */
const SLOTS = 4
const UNKNOWN = `reg_${'z'.repeat(26)}`
let strangers: Client

beforeAll(() => {
  strangers = client(system.endpoints.controlPlaneApi)
})

test('forty sign-ups for one address send three mails, and resent ones count', async () => {
  const email = `ada-${run}@flooded.example`
  const tenantName = (n: number) => `Flood ${n} ${run}`
  const answers = await Promise.all(
    Array.from({ length: 40 }, (_, n) =>
      strangers.post('/registrations', { tenantName: tenantName(n), email, tier: 'Basic' }),
    ),
  )
  const accepted = answers.filter(({ status }) => status === 202)
  expect(accepted).toHaveLength(3)
  const refused = answers.find(({ body }) => body.code === 'TOO_MANY_CODES')
  expect(Number(refused?.headers.get('retry-after'))).toBeGreaterThan(3500)
  const path = `/registrations/${accepted[0]?.body.registrationId}/resend`
  expect(await strangers.post(path, undefined)).toMatchObject({ status: 429, body: { code: 'TOO_MANY_CODES' } })
  const mails = (await sentMails(system.endpoints)).filter(({ to }) => to === email)
  expect(mails.map(({ text }) => codeIn(text))).toHaveLength(3)
  system.leap(3600)
  // Functions that wait for so long are started anew.
  await expect.poll(async () => (await strangers.post(path, undefined)).status).toBe(404)
})

test('one source gets no more than its bucket holds, whatever its headers say, and operators are not held up by it', async () => {
  const admin = operatorClient(system)
  const began = Date.now()
  const answers = await Promise.all(
    Array.from({ length: 80 }, (_, n) => {
      const headers = { 'X-Forwarded-For': `198.51.100.${n}`, Forwarded: `for=198.51.100.${n}` }
      const [path, body] = n % 2 === 0 ? ['resend', undefined] : ['confirm', { code: '000000' }]
      return strangers.post(`/registrations/${UNKNOWN}/${path}`, body, headers)
    }),
  )
  const admitted = answers.filter(({ status }) => status === 404).length
  expect(admitted).toBeLessThanOrEqual(BURST + Math.ceil((Date.now() - began) / 1000) + 1)
  const refused = answers.filter(({ status }) => status === 429)
  expect(refused.length).toBeGreaterThan(0)
  for (const { body } of refused) expect(body.code).toBe('THROTTLED')
  const registration = { tenantName: `Unhindered ${run}`, email: `op-${run}@limits.example`, tier: 'Basic' }
  expect(await admin.post('/tenants', registration)).toMatchObject({ status: 202, body: { status: 'provisioning' } })
  system.leap(BURST / RATE)
  expect(await strangers.post(`/registrations/${UNKNOWN}/resend`, undefined)).toMatchObject({ status: 404 })
})

test('onboardings beyond the slots wait, say so to operators, and are all finished', async () => {
  system.leap(3600)
  const admin = operatorClient(system)
  const asked = await Promise.all(
    Array.from({ length: 8 }, async (_, n) => {
      const email = `slot-${n}-${run}@limits.example`
      return {
        email,
        ...(await askForTenant(system.endpoints, { tenantName: `Slot ${n} ${run}`, email, tier: 'Basic' })),
      }
    }),
  )
  await Promise.all(asked.map(({ registrationId, email }) => confirm(system.endpoints, registrationId, email)))
  const workflows = async () =>
    (await Promise.all(asked.map(({ tenantId }) => admin.get(`/tenants/${tenantId}/workflows`)))).map(
      ({ body }) => body.items[0],
    )
  const atWork = async () =>
    (await workflows()).flatMap(({ workflowId, status, waitsFor }) =>
      status === 'running' && waitsFor !== 'slot' ? [workflowId] : [],
    )
  // What is at work in two looks is so between them: each look is eight calls, in which slots change hands.
  const [first, second] = [await atWork(), await atWork()]
  expect(first.filter((id) => second.includes(id)).length).toBeLessThanOrEqual(SLOTS)
  await expect
    .poll(async () => (await workflows()).map(({ status }) => status), { interval: 500 })
    .toEqual(asked.map(() => 'done'))
  const spans = (await workflows()).map(({ steps }) => ({ from: steps[0].startedAt, to: steps.at(-1).endedAt }))
  const atOnce = (moment: string) => spans.filter(({ from, to }) => from <= moment && moment < to).length
  expect(Math.max(...spans.map(({ from }) => atOnce(from)))).toBeLessThanOrEqual(SLOTS)
})

test('every public route that writes has a throttle of its own on the stage', async () => {
  const { directory } = await assembly(undefined, process.env)
  const { Resources } = JSON.parse(readFileSync(join(directory, 'ControlPlane.template.json'), 'utf8')) as {
    Resources: Record<string, { Type: string; Properties: { MethodSettings?: Record<string, unknown>[] } }>
  }
  const stage = Object.values(Resources).find(({ Type }) => Type === 'AWS::ApiGateway::Stage')
  const limits = { ThrottlingRateLimit: { Ref: 'PublicWriteRate' }, ThrottlingBurstLimit: { Ref: 'PublicWriteBurst' } }
  const open = CONTROL_PLANE_ROUTES.filter(({ roles, method }) => roles === 'public' && method !== 'GET')
  expect(open).toHaveLength(3)
  for (const { path, method } of open) {
    const ResourcePath = `/${path.replaceAll('/', '~1')}`
    expect(stage?.Properties.MethodSettings).toContainEqual(
      expect.objectContaining({ HttpMethod: method, ResourcePath, ...limits }),
    )
  }
})
