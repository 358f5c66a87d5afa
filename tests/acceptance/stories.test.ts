import { randomBytes } from 'node:crypto'
import { StoryView } from '@tenantry/contracts/control-plane-api/usage-schemas.ts'
import { beforeAll, expect, test } from 'vitest'
import * as z from 'zod/mini'
import { type Client, client } from './client.ts'
import { eventually } from './eventually.ts'
import { onboard, type Tenant } from './onboarding.ts'
import { operatorClient } from './operator-client.ts'
import { useSystem } from './system.ts'

// What operators are told of a request, from its id alone: API, function, event, queue and worker, by lines and by the trace.
const system = useSystem()
const run = Date.now().toString(36)
let operator: Client
let tenant: Tenant
let requestId: string
let story: StoryView

/** Has the gateway trace a request, as its sender may; the id of a trace begins with its time. */
const traced = (at: string) => ({
  'x-amzn-trace-id': `Root=1-${Math.floor(Date.parse(at) / 1000).toString(16)}-${randomBytes(12).toString('hex')};Sampled=1`,
})
const requestIdOf = ({ headers }: { headers: Headers }): string => headers.get('x-amzn-requestid') ?? ''
const functionsIn = ({ lines }: StoryView): string[] => lines.map((line) => line.function)

beforeAll(async () => {
  operator = operatorClient(system)
  tenant = await onboard(system.endpoints, `Storied ${run}`, `ada-${run}@storied.example`)
  const product = { name: 'Lamp', sku: 'L', price: 9.5, category: 'Light', stock: 10 }
  const { body: lamp } = await tenant.api.post('/products', product)
  // The gateway keeps what its authorizer decided for less than a minute.
  system.leap(60)
  const order = { name: 'Desk', lines: [{ productId: lamp.id, quantity: 1 }] }
  const placed = await tenant.api.post('/orders', order, traced(lamp.createdAt))
  expect(placed.status).toBe(201)
  requestId = requestIdOf(placed)
  story = await eventually('the story to reach the worker', async () => {
    const { status, body } = await operator.get(`/stories/${requestId}`)
    if (status !== 200) return false
    const told = z.parse(StoryView, body)
    const reported = told.lines.filter(({ message }) => message.startsWith('report:')).map((line) => line.function)
    return reported.includes('fulfilment-worker') && told.trace !== null && told
  })
})

test('lines of every hop follow from the id of the request, in their order', () => {
  expect(story).toMatchObject({ requestId, tenantId: tenant.config.tenantId, complete: true })
  expect(functionsIn(story)).toEqual(expect.arrayContaining(['gateway', 'authorizer', 'orders', 'fulfilment-worker']))
  expect(story.lines.map(({ time }) => time)).toEqual(story.lines.map(({ time }) => time).toSorted())
  const says = (name: string) => story.lines.filter((line) => line.function === name).map(({ message }) => message)
  expect(says('gateway')).toEqual(['201 POST /orders'])
  expect(says('orders')).toEqual(expect.arrayContaining(['request', 'report: success']))
  expect(says('fulfilment-worker')).toContain('message')
})

test('its trace goes from the gateway to the worker, each part below what led to it', () => {
  const { segments = [] } = story.trace ?? {}
  const named = (name: string) => segments.filter((segment) => segment.name === name)
  expect(named('fulfilment')).toHaveLength(1)
  const [worker] = named('fulfilment')
  const [service] = named('orders')
  expect(worker?.parentId).toBe(service?.id)
  expect(worker?.startMs).toBeGreaterThan(service?.startMs ?? 0)
  const above: string[] = []
  for (let at = worker; at; at = segments.find(({ id }) => id === at?.parentId)) above.push(at.name)
  expect(above.at(-1)).toMatch(/\/v1$/)
  for (const { startMs, endMs } of segments) expect(endMs).toBeGreaterThanOrEqual(startMs)
})

test('a request that failed has a story that says so, by the id that its answer names', async () => {
  const { status, body } = await tenant.api.get('/orders/ord_nothing')
  expect(status).toBe(404)
  const told = await eventually('the story of a failed request', async () => {
    const answer = await operator.get(`/stories/${body.requestId}?tenantId=${tenant.config.tenantId}`)
    return answer.status === 200 && functionsIn(answer.body).includes('gateway') && answer.body
  })
  expect(told.lines).toContainEqual(
    expect.objectContaining({ function: 'gateway', level: 'WARN', message: '404 GET /orders/{id}' }),
  )
})

test('nobody but operators is told anything, whoever they are', async () => {
  const other = await onboard(system.endpoints, `Curious ${run}`, `eve-${run}@curious.example`)
  for (const { api, token } of [tenant, other]) {
    expect((await api.get(`/stories/${requestId}`)).status).toBe(404)
    const asOperator = client(system.endpoints.controlPlaneApi, token)
    expect((await asOperator.get(`/stories/${requestId}`)).status).toBe(401)
  }
  expect((await client(system.endpoints.controlPlaneApi).get(`/stories/${requestId}`)).status).toBe(401)
})
