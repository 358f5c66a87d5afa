import { ListObjectsV2Command } from '@aws-sdk/client-s3'
import { runOperation } from '@tenantry/app-plane/tenant-data/run-operation.ts'
import { DeletionReport } from '@tenantry/contracts/deletion-report.ts'
import { shardKey } from '@tenantry/contracts/ids.ts'
import type { StoreCounts } from '@tenantry/contracts/tenant-data.ts'
import { hasLeftovers } from '@tenantry/control-plane/workflows/workflow.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { putAll } from '../support/entity-table.ts'
import { EXPORTS } from '../support/tenant-data.ts'
import type { CallSite, Fault } from './faults.ts'
import { mend, onboard, problemsOf } from './onboard.ts'
import { type OnboardingWorld, onboardingWorld, type Registered } from './onboarding-world.ts'

// Calls that the offboarding of a tenant makes go wrong, in every way, on the local cloud's own stores, services and state machine in this
// process. The tenant is deleted with all that it had, or it is what it was; and where it failed, a retry deletes it.
let world: OnboardingWorld

beforeAll(async () => {
  world = await onboardingWorld()
})
afterAll(() => world.close())

const THINGS = 12
const BESIDE: CallSite['fn'][] = ['outbox-sweeper', 'workflow-watch', 'workflow-slots', 'audit-trail', 'api']

/** A tenant with its admin and some data. */
async function tenantWithData(): Promise<{ name: string; registered: Registered }> {
  const { name, registered } = await onboard(world)
  const things = Array.from({ length: THINGS }, (_, n) => ({
    shardId: shardKey(registered.tenantId, n % 3),
    id: `thg_${n}`,
    name: `Thing ${n}`,
  }))
  await putAll(world.dynamo, 'things', things)
  return { name, registered }
}

async function counted(tenantId: string): Promise<StoreCounts> {
  const answer = await runOperation(world.data, { operation: 'count', tenantId, cursor: null })
  return (answer as { counts: StoreCounts }).counts
}

/** Deletes a tenant while something goes wrong, and answers how that ended once everything was right again. */
async function leave(...faults: Fault[]) {
  const { name, registered } = await tenantWithData()
  world.faults.inject(faults)
  // Later than the onboarding, so that it is the tenant's latest workflow.
  const { now, step } = world.clock
  for (const before = now(); now() === before; ) step()
  let workflowId = await world.leave(registered, 3)
  if (!workflowId) {
    world.faults.lift()
    workflowId = await world.leave(registered, 1)
  }
  if (!workflowId) throw new Error('The offboarding was refused')
  await world.until(() => world.hasEnded(registered))
  const calls = world.faults.calls().filter(({ fn }) => !BESIDE.includes(fn))
  await mend(world)
  const workflow = await world.workflow(registered.tenantId)
  const outcome =
    workflow?.status === 'done' ? 'finished' : workflow && hasLeftovers(workflow) ? 'stuck' : 'compensated'
  return { name, registered, calls, outcome, error: workflow?.error }
}
type Left = Awaited<ReturnType<typeof leave>>

/** The tenant is what it was: nothing of it is gone, and it is served. */
async function expectKept({ name, registered }: Left): Promise<void> {
  const { tenantId } = registered
  expect(await world.tenant(tenantId)).toMatchObject({ status: 'active', workflowId: null })
  expect(await counted(tenantId)).toMatchObject({ things: THINGS, memberships: 1 })
  expect(await world.made(registered, name)).toMatchObject({
    keysOnPlan: 1,
    users: 1,
    directory: { status: 'active', hasKeyOfTenant: true },
  })
}

/** Nothing is left of the tenant but what its report says. */
async function expectDeleted({ name, registered }: Left): Promise<void> {
  const { tenantId } = registered
  expect(await world.tenant(tenantId)).toMatchObject({ status: 'deleted', workflowId: null })
  const counts = await counted(tenantId)
  expect(counts).toMatchObject({ things: 0, memberships: 0, outbox: 0, idempotency: 0, directory: 1 })
  expect(await world.made(registered, name)).toMatchObject({
    keys: [],
    users: 0,
    members: [],
    directory: { status: 'deleted' },
  })
  const workflow = await world.workflow(tenantId)
  const report = DeletionReport.parse(workflow?.result?.report)
  expect(Object.fromEntries(Object.entries(report.stores).map(([store, { after }]) => [store, after]))).toEqual(counts)
  expect(report.stores.things).toEqual({ before: THINGS, after: 0 })
  expect(report).toMatchObject({ exportId: workflow?.workflowId, controlPlane: { apiKeys: { after: 0 } } })
  const { Contents = [] } = await world.files.send(
    new ListObjectsV2Command({ Bucket: EXPORTS, Prefix: `${tenantId}/${workflow?.workflowId}/manifest` }),
  )
  expect(Contents).toHaveLength(1)
  const { changes } = await world.recorded(registered)
  const { sequence } = await world.tenant(tenantId)
  expect(
    changes.map((change) => change.sequence),
    'one record of each change',
  ).toEqual(Array.from({ length: sequence }, (_, n) => sequence - n))
}

async function expectGoodEnd(left: Left, allowed: Left['outcome'][]): Promise<void> {
  expect(allowed, left.error ?? '').toContain(left.outcome)
  if (left.outcome === 'compensated') await expectKept(left)
  if (left.outcome !== 'finished') {
    expect(await world.retryWorkflow(left.registered), 'the retry is accepted').toBe(true)
    await world.until(() => world.hasEnded(left.registered))
    await world.until(world.isSettled)
  }
  await expectDeleted(left)
}

const each = (sites: CallSite[], kind: Fault['kind']): Fault[] => sites.map((at) => ({ at, kind }))

describe('an offboarding', () => {
  /** The first call of each operation of each function. */
  let firsts: CallSite[]
  beforeAll(async () => {
    firsts = (await leave()).calls.filter(({ nth }) => nth === 1)
  })

  it('deletes a tenant when nothing goes wrong', async () => {
    await expectGoodEnd(await leave(), ['finished'])
    expect(firsts.length).toBeGreaterThan(15)
  })

  it('finishes by itself whichever call is throttled, or is the last of a process that crashes', async () => {
    // Each call is hit in one way; all ways are met by every function.
    const kinds = ['throttled', 'crash before', 'crash after'] as const
    const faults = firsts.map((at, index): Fault => ({ at, kind: kinds[index % kinds.length] ?? 'throttled' }))
    const problems = await problemsOf(faults, async (fault) => expectGoodEnd(await leave(fault), ['finished']))
    expect(problems).toEqual([])
  })

  it('is finished or undone whichever call is denied, and can be retried', async () => {
    const outcomes = new Set<string>()
    const problems = await problemsOf(each(firsts, 'denied'), async (fault) => {
      const left = await leave(fault)
      outcomes.add(left.outcome)
      await expectGoodEnd(left, ['finished', 'compensated', 'stuck'])
    })
    expect(problems).toEqual([])
    expect([...outcomes].toSorted()).toEqual(['compensated', 'finished', 'stuck'])
  })

  it('is the same when every step and every event is delivered twice at once, and again later', async () => {
    world.deliverTwice(true)
    const left = await leave()
    world.deliverTwice(false)
    await expectGoodEnd(left, ['finished'])
    await world.deliverAgain()
    await world.until(world.isSettled)
    await expectDeleted(left)
  })
})
