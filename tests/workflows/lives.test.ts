import { CreateApiKeyCommand } from '@aws-sdk/client-api-gateway'
import { AdminCreateUserCommand } from '@aws-sdk/client-cognito-identity-provider'
import { PutObjectCommand } from '@aws-sdk/client-s3'
import { PROPAGATION_SECONDS } from '@tenantry/contracts/timing.ts'
import { table } from '@tenantry/toolkit/table.ts'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { putAll } from '../support/entity-table.ts'
import { EXPORTS } from '../support/tenant-data.ts'
import { type CallSite, FAULTS, type Fault } from './faults.ts'
import { findProblems } from './lives-invariants.ts'
import { type OnboardingWorld, onboardingWorld, type Registered } from './onboarding-world.ts'
import { settle, tenantsOf } from './settle-lives.ts'

// Tenants of few names live through whatever operators, strangers and outages do to them, on the local cloud's own stores, services and state machines in
// this process. Once everything was right again, what is there is what their records say, and nothing else.
let world: OnboardingWorld

beforeAll(async () => {
  world = await onboardingWorld()
})
afterAll(() => world.close())

/** So long lives begin; on a busy machine fewer do. */
const MOST_MS = 9_000
const RUNS = 30
const LEAST_RUNS = 3

/** What somebody does, to the nth tenant that there is. */
const act = fc.oneof(
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('register' as const), name: fc.nat(1) }) },
  {
    weight: 8,
    arbitrary: fc.record({
      kind: fc.constantFrom('suspend', 'reactivate', 'rename', 'premium', 'basic', 'grow', 'leave', 'undo', 'retry'),
      nth: fc.nat(2),
      name: fc.nat(1),
    }),
  },
)
type Act = typeof act extends fc.Arbitrary<infer One> ? One : never

/** There is a tenant, and it is served. */
const BEGIN = { act: { kind: 'register', name: 0 } as Act, faults: [] as Fault[], steps: 40 }

/** Calls that functions make. */
const CALLS: Partial<Record<CallSite['fn'], string[]>> = {
  api: ['GetItem', 'TransactWriteItems', 'UpdateItem', 'StartExecution', 'PutEvents'],
  lifecycle: [
    'GetItem',
    'PutItem',
    'TransactWriteItems',
    'PutEvents',
    'GET /apikeys',
    'POST /apikeys',
    'DELETE /apikeys/{id}',
    'POST /usageplans/{id}/keys',
  ],
  'tenant-directory': ['GetItem', 'PutItem', 'UpdateItem', 'TransactWriteItems', 'PutEvents', 'AdminCreateUser'],
  'request-results': ['GetItem', 'DeleteItem', 'SendTaskSuccess'],
  'tenant-data': ['Query', 'TransactWriteItems', 'BatchWriteItem', 'AdminDeleteUser'],
}
const sites = Object.entries(CALLS).flatMap(([fn, operations]) =>
  operations.map((operation) => ({ fn: fn as CallSite['fn'], operation })),
)
const fault: fc.Arbitrary<Fault> = fc
  .tuple(fc.constantFrom(...sites), fc.integer({ min: 1, max: 3 }), fc.constantFrom(...FAULTS))
  .map(([site, nth, kind]) => ({ at: { ...site, nth }, kind }))
const life = fc.array(fc.record({ act, faults: fc.array(fault, { maxLength: 2 }), steps: fc.nat(12) }), {
  minLength: 3,
  maxLength: 8,
})

it('whatever befalls tenants: a name has one tenant, a tenant one key, nothing is left of nobody, and history explains the state', async () => {
  let run = 0
  const began = performance.now()
  await fc.assert(
    fc.asyncProperty(life, async (acts) => {
      if (run >= LEAST_RUNS && performance.now() - began > MOST_MS) return
      const names = [`a${++run}`, `b${run}`]
      for (const { act: one, faults, steps } of [BEGIN, ...acts]) {
        world.faults.inject(faults)
        await perform(one, names)
        await pass(steps)
      }
      await settle(world)
      expect(await findProblems(world)).toEqual([])
    }),
    // A life that fails leaves the world as it is, so that none is drawn smaller.
    { numRuns: RUNS, endOnFailure: true },
  )
  expect(run).toBeGreaterThanOrEqual(LEAST_RUNS)
})

it('what is there for nobody is found: a name, a key, an account, a row, a file', async () => {
  const { aws, dynamo, files } = world
  const nobody = 'nobody000000'
  await aws.apiGateway.send(new CreateApiKeyCommand({ name: nobody }))
  await aws.cognito.send(new AdminCreateUserCommand({ UserPoolId: aws.userPoolId, Username: 'nobody@acme.example' }))
  await putAll(dynamo, 'things', [{ shardId: `${nobody}-0`, id: 'thg_1' }])
  await table(dynamo, 'tenants').put({ pk: 'name#nobody', sk: 'name', name: 'Nobody', tenantId: nobody })
  await files.send(new PutObjectCommand({ Bucket: EXPORTS, Key: `${nobody}/file`, Body: 'nothing' }))
  expect(await findProblems(world)).toEqual([
    `the name Nobody is claimed for ${nobody}, who does not have it`,
    `the key ${nobody} is nobody's`,
    expect.stringMatching(/^the account .+ is left over$/),
    `${nobody} has rows`,
    `the file ${nobody}/file is nobody's`,
  ])
})

async function perform(one: Act, names: string[]): Promise<void> {
  const name = names['name' in one ? one.name : 0] ?? ''
  if (one.kind === 'register') {
    await world.register(name, 1)
    return
  }
  if (!('nth' in one)) return
  const tenants = await tenantsOf(world, (tenant) => names.some((known) => tenant.adminEmail.startsWith(`${known}@`)))
  const tenant = tenants[one.nth % Math.max(1, tenants.length)]
  if (tenant) await operate(one.kind, tenant, name)
}

/** Somebody may do it at any time: the API refuses what does not fit. */
async function operate(kind: string, tenant: Registered & { workflowId: string | null }, name: string): Promise<void> {
  const { operate: ask } = world
  const workflowId = tenant.workflowId ?? ''
  switch (kind) {
    case 'suspend':
      return void (await ask('suspendTenant', tenant, { body: { reason: 'A test' } }))
    case 'reactivate':
      return void (await ask('reactivateTenant', tenant, {}))
    case 'rename':
      return void (await ask('renameTenant', tenant, { body: { name: `${name} again` } }))
    case 'premium':
    case 'basic': {
      const tier = kind === 'premium' ? 'Premium' : 'Basic'
      return void (await ask('changeTier', tenant, { body: { tier, force: true } }))
    }
    case 'grow':
      return void (await world.growShards(tenant, 8))
    case 'leave':
      return void (await world.leave(tenant, 1))
    case 'undo':
      return void (await ask('undoWorkflow', tenant, { workflowId }))
    default:
      return void (await ask('retryWorkflow', tenant, { workflowId }))
  }
}

/** Lets so much happen as comes next. */
async function pass(steps: number): Promise<void> {
  const until = world.clock.now() + PROPAGATION_SECONDS * 1000
  for (let step = 0; step < steps && world.clock.now() < until; step++) {
    await world.rest()
    world.clock.step()
  }
}
