import { PROPAGATION_SECONDS } from '@tenantry/contracts/timing.ts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Client } from './client.ts'
import { eventually } from './eventually.ts'
import { onboard, type Tenant } from './onboarding.ts'
import { operatorClient } from './operator-client.ts'
import { freshSystem } from './system.ts'
import { tick } from './tick.ts'

// The system is this file's: its time leaps by hours.
let system: Awaited<ReturnType<typeof freshSystem>>
let tenant: Tenant
let admin: Client

beforeAll(async () => {
  system = await freshSystem()
  admin = operatorClient(system)
  tenant = await onboard(system.endpoints, 'Acme', 'ada@acme.example')
})
afterAll(() => system.close())

const path = () => `/tenants/${tenant.config.tenantId}`
const workflow = async (id: string) => (await admin.get(`${path()}/workflows/${id}`)).body
type Step = { name: string; status: string }
const runs = ({ steps }: { steps: Step[] }, names: string[]) =>
  steps.some(({ name, status }) => status === 'running' && names.includes(name))

/** What is under way gets so long between two leaps. */
const LEAP_APART_MS = 1500
const MOST_LEAPS = 6

/** The workflow ends. S passes by leaps: calls that are under way would take it for their own time. */
async function ended(id: string, leap = async () => system.leap(PROPAGATION_SECONDS)) {
  let leaps = 0
  let last = 0
  return eventually('the workflow to end', async () => {
    const found = await workflow(id)
    if (runs(found, ['settle-quota', 'compensate']) && leaps < MOST_LEAPS && Date.now() > last + LEAP_APART_MS) {
      last = Date.now()
      leaps++
      await leap()
    }
    return found.status !== 'running' && (found as { status: string; error: string | null })
  })
}

/** Calls the tenant's API all the time, by several at once. */
function steadyCalls() {
  const statuses: number[] = []
  let isOver = false
  let gate = Promise.resolve()
  let underWay: Promise<void>[] = []
  const caller = async () => {
    while (!isOver) {
      await gate
      const call = tenant.api.get('/users?limit=1').then(({ status }) => void statuses.push(status))
      underWay.push(call)
      await call
      underWay = underWay.filter((one) => one !== call)
    }
  }
  const callers = [1, 2, 3].map(caller)
  return {
    /** Time leaps between two calls. */
    async leap(): Promise<void> {
      let open = () => {}
      gate = new Promise((resolve) => {
        open = resolve
      })
      await Promise.all(underWay)
      system.leap(PROPAGATION_SECONDS)
      open()
    },
    /** Statuses of all calls. */
    async stop(): Promise<number[]> {
      isOver = true
      await Promise.all(callers)
      return statuses
    },
  }
}

const startedBy = async (answer: Promise<{ status: number; body: { workflowId: string } }>) => {
  const { status, body } = await answer
  expect({ status, body }).toMatchObject({ status: 202 })
  return body.workflowId
}

test('a tenant changes its tier, and back, without a request that is answered otherwise', async () => {
  for (const tier of ['Premium', 'Standard']) {
    const calls = steadyCalls()
    const id = await startedBy(admin.post(`${path()}/change-tier`, { tier }))
    expect(await admin.post(`${path()}/change-tier`, { tier: 'Basic' })).toMatchObject({ status: 409 })
    expect(await ended(id, calls.leap)).toMatchObject({ status: 'done', error: null })
    const statuses = await calls.stop()
    expect(new Set(statuses)).toEqual(new Set([200]))
    expect(statuses.length).toBeGreaterThan(5)
    expect((await admin.get(path())).body).toMatchObject({ tier, workflowId: null, limits: null })
    const { body } = await admin.get(`${path()}/history?limit=5`)
    expect(body.items.map(({ change }: { change: string }) => change)).toContain('key-switched')
  }
})

test('a change can be undone while it runs, without a lost request', async () => {
  const { tier } = (await admin.get(path())).body
  const calls = steadyCalls()
  const id = await startedBy(admin.post(`${path()}/change-tier`, { tier: 'Premium' }))
  await eventually('the second key to serve', async () => runs(await workflow(id), ['settle-quota']))
  expect(await admin.post(`${path()}/workflows/${id}/undo`, undefined)).toMatchObject({ status: 202 })
  expect(await ended(id, calls.leap)).toMatchObject({ status: 'undone' })
  expect(new Set(await calls.stop())).toEqual(new Set([200]))
  expect((await admin.get(path())).body).toMatchObject({ tier, workflowId: null })
})

test('the same tier and one that there is not are refused', async () => {
  const change = (tier: string) => admin.post(`${path()}/change-tier`, { tier })
  const { tier } = (await admin.get(path())).body
  expect(await change(tier)).toMatchObject({ status: 409, body: { code: 'CONFLICT' } })
  expect(await change('Gold')).toMatchObject({ status: 400, body: { field: 'tier' } })
})

test('a tier that is too small is refused, and the refusal says what is too much', async () => {
  const tiny = { deployment: 'pool', rate: 5, burst: 5, quota: 1, shards: 1, approval: false, priceCents: 0 }
  expect(await admin.post('/tiers', { ...tiny, name: 'Tiny' })).toMatchObject({ status: 201 })
  const refused = await admin.post(`${path()}/change-tier`, { tier: 'Tiny' })
  expect(refused).toMatchObject({ status: 409, body: { code: 'TIER_TOO_SMALL', field: 'tier' } })
  expect(refused.body.message).toMatch(/it would lose shared-resources, isolated-credentials/)
  expect(refused.body.message).toMatch(/it has used [\d,]+ requests this month, of 1\./)
})

test('limits of its own hold for a tenant until their time, and then its tier’s do, by themselves', async () => {
  const until = new Date(Date.now() + 1_800_000).toISOString()
  const own = { rate: 900, burst: 950, quota: 1_000_000, until }
  expect(await admin.put(`${path()}/limits`, { ...own, until: '2020-01-01T00:00:00Z' })).toMatchObject({
    status: 400,
    body: { field: 'until' },
  })
  const id = await startedBy(admin.put(`${path()}/limits`, own))
  expect(await ended(id)).toMatchObject({ status: 'done' })
  expect((await admin.get(path())).body).toMatchObject({ limits: own })
  system.leap(1900)
  const returning = await eventually('its own limits to end', async () => {
    const { batchItemFailures } = await tick(system.endpoints, 'control-plane-PlanUpdates')
    expect(batchItemFailures).toEqual([])
    const [latest] = (await admin.get(`${path()}/workflows?limit=1`)).body.items
    return latest.workflowId !== id && (latest.workflowId as string)
  })
  expect(await ended(returning)).toMatchObject({ status: 'done' })
  expect((await admin.get(path())).body).toMatchObject({ limits: null })
  expect(await admin.delete(`${path()}/limits`)).toMatchObject({ status: 409 })
})

test('an edited tier is on offer, a retired one is not, and it is deleted when nobody has it', async () => {
  expect(await admin.put('/tiers/Tiny', { rate: 6 })).toMatchObject({ status: 200, body: { rate: 6, pending: false } })
  expect(await admin.delete('/tiers/Tiny')).toMatchObject({ status: 204 })
  const names = async (query = '') =>
    (await admin.get(`/tiers${query}`)).body.items.map(({ name }: { name: string }) => name)
  expect(await names()).not.toContain('Tiny')
  expect(await names('?state=retired')).toEqual(['Tiny'])
  const signUp = { tenantName: 'Late', email: 'late@acme.example', tier: 'Tiny' }
  expect(await admin.post('/tenants', signUp)).toMatchObject({ status: 400, body: { field: 'tier' } })
  expect(await admin.delete('/tiers/Tiny')).toMatchObject({ status: 409 })
  system.leap(3600)
  expect(await admin.delete('/tiers/Tiny')).toMatchObject({ status: 204 })
  expect(await names('?state=all')).not.toContain('Tiny')
})
