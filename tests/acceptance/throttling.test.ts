import type { System } from '@tenantry/cli/system/system.ts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { callCounter } from '../bench/calls.ts'
import { getter } from '../bench/get.ts'
import { stsCalls } from '../bench/measures/sts-calls.ts'
import { movePlan } from '../bench/own-plan.ts'
import { onboard } from './onboarding.ts'
import { freshSystem } from './system.ts'

const calls = callCounter()
let system: System

beforeAll(async () => {
  system = await freshSystem(undefined, { observe: calls.observe })
})
afterAll(() => system.close())

test('a tenant that exceeds its rate is told which limit and when to come back, and its neighbour of the same tier notices nothing', async () => {
  const loud = await onboard(system.endpoints, 'Loud', 'ada@loud.example')
  const quiet = await onboard(system.endpoints, 'Quiet', 'hank@quiet.example')
  // A token each ten seconds: calls one after the other exceed that on any machine.
  await movePlan(system.endpoints, [loud, quiet], { name: 'one-plan-for-both', rate: 0.1, burst: 3 })

  const answers = await Promise.all(Array.from({ length: 8 }, () => loud.api.get('/products')))
  const refused = answers.find(({ status }) => status === 429)
  expect(answers.some(({ status }) => status === 200)).toBe(true)
  expect(refused?.headers.get('retry-after')).toBe('1')
  expect(refused?.body).toEqual({
    code: 'THROTTLED',
    message: "The request rate of the tenant's tier, Basic, is exceeded; try again after a second.",
    requestId: refused?.headers.get('x-amzn-requestid'),
  })
  expect((await quiet.api.get('/products')).status).toBe(200)
})

test('requests of many tenants cost at most one call to STS per tenant, role, authorizer environment and session lifetime', async () => {
  const get = getter()
  const size = { tenants: 12, requests: 240 }
  const figures = await stsCalls(system.endpoints, get, async () => calls.take(), size)
  get.close()
  expect(figures).toMatchObject({ ...size, statuses: { 200: size.requests } })
  // Each tenant's first request needs a session, so that nothing counted would be a broken count.
  expect(figures.calls).toBeGreaterThanOrEqual(figures.tenants)
  expect(figures.calls).toBeLessThanOrEqual(figures.atMost)
})
