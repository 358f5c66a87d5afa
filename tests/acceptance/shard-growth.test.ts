import { shardOfId } from '@tenantry/contracts/ids.ts'
import { beforeAll, expect, test } from 'vitest'
import type { Client } from './client.ts'
import { eventually } from './eventually.ts'
import { onboard, type Tenant } from './onboarding.ts'
import { operatorClient } from './operator-client.ts'
import { useSystem } from './system.ts'

// A tenant's data is spread over more shards while its people go on with their work.
const system = useSystem()
const run = Date.now().toString(36)
let admin: Client
let tenant: Tenant
let path: string
const made: string[] = []

beforeAll(async () => {
  admin = operatorClient(system)
  tenant = await onboard(system.endpoints, `Growing ${run}`, `ada-${run}@growing.example`)
  path = `/tenants/${tenant.config.tenantId}`
})

/** Somebody adds a product, and somebody looks for all that there are. */
async function work(): Promise<void> {
  const product = { name: `Thing ${made.length}`, sku: `T-${made.length}`, price: 1, category: 'Things', stock: 1 }
  const created = await tenant.api.post('/products', product)
  expect(created).toMatchObject({ status: 201 })
  made.push(created.body.id)
  const { body } = await tenant.api.get('/products?limit=100')
  const listed = new Set(body.items.map(({ id }: { id: string }) => id))
  expect(made.filter((id) => !listed.has(id))).toEqual([])
  expect(await tenant.api.get(`/products/${made.at(-1)}`)).toMatchObject({ status: 200 })
}

const shardsOf = (ids: string[]): number[] => [...new Set(ids.map((id) => shardOfId('prd', id) ?? -1))]

test('shards grow while people work: nobody misses anything, and new products go to the new shards', async () => {
  for (let count = 0; count < 3; count++) await work()
  const accepted = await admin.post(`${path}/shards`, { shards: 4 })
  expect(accepted).toMatchObject({ status: 202, body: { workflowId: expect.stringMatching(/^wfl_/) } })
  const { workflowId } = accepted.body
  expect((await admin.get(path)).body).toMatchObject({ workflowId, shards: 1 })
  expect(await admin.post(`${path}/shards`, { shards: 8 })).toMatchObject({ status: 409, body: { code: 'CONFLICT' } })

  /** What was made before the workflow was last seen at work. */
  let before = [...made]
  const workflow = await eventually('the shards to have grown', async () => {
    await work()
    const soFar = [...made]
    system.leap(5)
    const { body } = await admin.get(`${path}/workflows/${workflowId}`)
    if (body.status !== 'running') return body
    before = soFar
  })
  expect(workflow).toMatchObject({ kind: 'grow-shards', status: 'done', error: null, input: { shards: 4 } })
  expect(shardsOf(before)).toEqual([0])
  expect((await admin.get(path)).body).toMatchObject({ workflowId: null, shards: 4 })
  await eventually('new products in new shards', async () => {
    await work()
    system.leap(5)
    return shardsOf(made).length > 1
  })
})

test.each([
  [4, 409, 'CONFLICT'],
  [1, 409, 'CONFLICT'],
  [0, 400, 'INVALID_REQUEST'],
  [65, 400, 'INVALID_REQUEST'],
  [1.5, 400, 'INVALID_REQUEST'],
  ['8', 400, 'INVALID_REQUEST'],
])('%j shards are refused to a tenant that has four: %i %s', async (shards, status, code) => {
  expect(await admin.post(`${path}/shards`, { shards })).toMatchObject({ status, body: { code, field: 'shards' } })
})

test('the history tells each step of the growth', async () => {
  const { body } = await admin.get(`${path}/history?limit=3`)
  expect(body.items).toMatchObject([
    { change: 'shards-grown', actor: 'lifecycle' },
    { change: 'shards-announced', actor: 'lifecycle' },
    { change: 'grow-shards-started', actor: system.endpoints.operator.username },
  ])
})
