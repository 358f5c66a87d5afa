import { runOperation } from '@tenantry/app-plane/tenant-data/run-operation.ts'
import { ID_ALPHABET, shardKey } from '@tenantry/contracts/ids.ts'
import type { DataAnswer, StoreCounts } from '@tenantry/contracts/tenant-data.ts'
import { workflowId } from '@tenantry/contracts/workflows.ts'
import { hasLeftovers } from '@tenantry/control-plane/workflows/workflow.ts'
import { system } from '@tenantry/toolkit/system.ts'
import { table } from '@tenantry/toolkit/table.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { putAll } from '../support/entity-table.ts'
import type { CallSite, Fault } from './faults.ts'
import { mend, problemsOf } from './onboard.ts'
import { type OnboardingWorld, onboardingWorld, type Registered } from './onboarding-world.ts'

// Calls that make a tenant from an export go wrong, in every way, on the local cloud's own stores, services and state machine in this
// process. The tenant is served with all that the export holds, or nothing of it is left; and where it failed, a retry makes it.
let world: OnboardingWorld

beforeAll(async () => {
  world = await onboardingWorld()
})
afterAll(() => world.close())

const THINGS = 12
const SHARDS = 3
const BESIDE: CallSite['fn'][] = ['outbox-sweeper', 'workflow-watch', 'workflow-slots', 'audit-trail', 'api']
let names = 0

const data = (operation: string, tenantId: string, more: object = {}) =>
  runOperation(world.data, { operation, tenantId, cursor: null, ...more })

/** An export of a tenant of another deployment: nothing else of it is here. */
async function foreignExport(name: string): Promise<{ tenantId: string; exportId: string }> {
  const at = new Date(world.clock.now()).toISOString()
  const tenantId = system.random(12, ID_ALPHABET)
  const things = Array.from({ length: THINGS }, (_, n) => ({
    shardId: shardKey(tenantId, n % SHARDS),
    id: `thg_${n}`,
    name: `Thing ${n}`,
  }))
  const member = {
    tenantId,
    role: 'TenantUser',
    state: 'active',
    isDefault: true,
    mail: 'sent',
    createdAt: at,
    sequence: 1,
  }
  const people = ['bob', 'eve'].map((who) => ({
    ...member,
    userId: `${who}-${name}`,
    email: `${who}.${name}@acme.example`,
  }))
  await putAll(world.dynamo, 'things', things)
  await putAll(world.dynamo, 'memberships', people)
  const exportId = workflowId(world.clock.now(), system.random)
  const tenant = { tenantId, name, tier: 'Standard', shards: SHARDS, createdAt: at }
  await data('export', tenantId, { exportId, tenant, files: [] })
  await data('purge', tenantId)
  for (const { userId } of people) await table(world.dynamo, 'memberships').delete({ tenantId, userId })
  expect(await counted(tenantId)).toMatchObject({ things: 0, memberships: 0 })
  return { tenantId, exportId }
}

async function counted(tenantId: string): Promise<StoreCounts> {
  return ((await data('count', tenantId)) as DataAnswer<'count'>).counts
}

/** Has a tenant made from an export while something goes wrong, and answers how that ended once everything was right again. */
async function take(...faults: Fault[]) {
  const name = `i${++names}`
  const source = await foreignExport(name)
  world.faults.inject(faults)
  let registered = await world.importTenant(name, source, 3)
  if (!registered) {
    world.faults.lift()
    registered = await world.importTenant(name, source, 1)
  }
  if (!registered) throw new Error('The import was refused')
  const made = registered
  await world.until(() => world.hasEnded(made))
  const calls = world.faults.calls().filter(({ fn }) => !BESIDE.includes(fn))
  await mend(world)
  return { name, source, registered, calls, ...(await endOf(registered)) }
}
type Taken = Awaited<ReturnType<typeof take>>

async function endOf({ tenantId }: Registered) {
  const workflow = await world.workflow(tenantId)
  const failed = workflow && hasLeftovers(workflow) ? 'stuck' : 'compensated'
  return { outcome: workflow?.status === 'done' ? 'finished' : failed, error: workflow?.error ?? '' } as const
}

/** The tenant is served, under its id, with all that the export holds. */
async function expectTaken({ name, source, registered }: Taken): Promise<void> {
  const { tenantId } = source
  expect(registered.tenantId).toBe(tenantId)
  expect(await world.tenant(tenantId)).toMatchObject({ status: 'active', workflowId: null, shards: SHARDS })
  expect(await counted(tenantId)).toMatchObject({ things: THINGS, memberships: 3 })
  const { keys, ...made } = await world.made(registered, name)
  expect(keys).toHaveLength(1)
  expect(made).toMatchObject({ keysOnPlan: 1, users: 1, directory: { status: 'active', hasKeyOfTenant: true } })
  expect(made.members.map(({ email, role }) => `${role} ${email}`).toSorted()).toEqual([
    `TenantAdmin ${name}@acme.example`,
    `TenantUser bob.${name}@acme.example`,
    `TenantUser eve.${name}@acme.example`,
  ])
}

/** There is the record of what failed, and nothing else. */
async function expectNothingLeft({ name, registered }: Taken): Promise<void> {
  const { tenantId } = registered
  expect(await world.tenant(tenantId)).toMatchObject({ status: 'failed', failure: expect.any(String) })
  expect(await counted(tenantId)).toMatchObject({ things: 0, memberships: 0, outbox: 0 })
  expect(await world.made(registered, name)).toMatchObject({ keys: [], keysOnPlan: 0, members: [], users: 0 })
}

async function expectGoodEnd(taken: Taken, allowed: Taken['outcome'][]): Promise<void> {
  expect(allowed, taken.error).toContain(taken.outcome)
  if (taken.outcome === 'compensated') await expectNothingLeft(taken)
  if (taken.outcome !== 'finished') {
    expect(await world.retry(taken.registered), 'the retry is accepted').toBe(true)
    await world.until(() => world.hasEnded(taken.registered))
    await world.until(world.isSettled)
  }
  await expectTaken(taken)
}

const last = (calls: CallSite[], fn: CallSite['fn'], operation: string): CallSite => {
  const found = calls.findLast((site) => site.fn === fn && site.operation === operation)
  if (!found) throw new Error(`${fn} does not call ${operation}`)
  return found
}

describe('an import', () => {
  let calls: CallSite[]
  beforeAll(async () => {
    calls = (await take()).calls
  })

  it('makes a tenant with all that the export holds when nothing goes wrong, shut until then', async () => {
    const taken = await take()
    await expectGoodEnd(taken, ['finished'])
    const { changes } = await world.recorded(taken.registered)
    expect(changes.at(-1)).toMatchObject({ change: 'registered', reason: `From the export ${taken.source.exportId}` })
  })

  it('finishes by itself whichever call of what it adds to an onboarding is throttled, or is the last of a process', async () => {
    const sites = calls.filter(({ fn, nth }) => fn === 'tenant-data' && nth === 1)
    expect(sites.length).toBeGreaterThan(5)
    const kinds = ['throttled', 'crash before', 'crash after'] as const
    const faults = sites.map((at, index): Fault => ({ at, kind: kinds[index % kinds.length] ?? 'throttled' }))
    const problems = await problemsOf(faults, async (fault) => expectGoodEnd(await take(fault), ['finished']))
    expect(problems).toEqual([])
  })

  it('is undone with nothing left over, or waits for an operator, where a call is denied, and can be retried', async () => {
    const denied: Fault[] = [
      // While people come: data and some people are there.
      { at: last(calls, 'tenant-data', 'AdminCreateUser'), kind: 'denied' },
      // The key goes again, which is refused, too.
      { at: last(calls, 'lifecycle', 'GET /apikeys'), kind: 'denied' },
      { at: { ...last(calls, 'tenant-data', 'BatchWriteItem'), nth: 1 }, kind: 'denied' },
    ]
    const outcomes = new Set<string>()
    const problems = await problemsOf(denied, async (fault) => {
      const taken = await take(fault)
      outcomes.add(taken.outcome)
      await expectGoodEnd(taken, ['finished', 'compensated', 'stuck'])
    })
    expect(problems).toEqual([])
    expect(outcomes).toContain('compensated')
  })

  it('is the same when every step and every event is delivered twice at once, and again later', async () => {
    world.deliverTwice(true)
    const taken = await take()
    world.deliverTwice(false)
    await expectGoodEnd(taken, ['finished'])
    await world.deliverAgain()
    await world.until(world.isSettled)
    await expectTaken(taken)
  })

  it('that an operator undoes while it runs leaves nothing, and its id and name can be used again', async () => {
    const name = `i${++names}`
    const source = await foreignExport(name)
    const isUndone = async () => {
      const steps = (await world.workflow(source.tenantId))?.steps ?? []
      return steps.some((step) => step.name === 'write' && step.status === 'running')
    }
    const slow: Fault = { at: { fn: 'tenant-data', operation: 'BatchWriteItem', nth: 1 }, kind: 'throttled' }
    world.faults.inject([slow])
    const registered = await world.importTenant(name, source, 1)
    if (!registered) throw new Error('The import was refused')
    await world.until(isUndone)
    expect(await world.act(registered, 'undo')).toBe(true)
    await world.until(() => world.hasEnded(registered))
    await mend(world)
    expect(await world.workflow(source.tenantId)).toMatchObject({ status: 'undone' })
    const taken = { name, source, registered, calls: [], ...(await endOf(registered)) }
    await expectNothingLeft(taken)
    expect(await world.importTenant(`${name}b`, source, 1), 'while there is a tenant of that id').toBeNull()
    await world.leave(registered, 1)
    const again = await world.importTenant(name, source, 1)
    if (!again) throw new Error('The import was refused')
    await world.until(() => world.hasEnded(again))
    await world.until(world.isSettled)
    await expectTaken({ ...taken, registered: again })
  })
})
