import { buildQueued, buildSignUp, buildTenant, AT as NOW, standingClock } from '@tenantry/tests/support/builders.ts'
import { type TestControlPlane, testControlPlane } from '@tenantry/tests/support/control-plane.ts'
import { beforeEach, describe, expect, it } from 'vitest'
import { mostRuns, slots as slotsOf } from '../workflows/slots.ts'
import {
  beginWorkflow,
  finishCompensation,
  postponeWorkflow,
  startCompensation,
  type Workflow,
} from '../workflows/workflow.ts'
import { fillSlots } from './fill-slots.ts'

const MOST = 2
const AT = '2026-01-01T00:01:00.000Z'
let plane: TestControlPlane
let started: string[]
let machineIsUp: boolean

beforeEach(async () => {
  plane = await testControlPlane()
  started = []
  machineIsUp = true
})

const slots = () => slotsOf(plane.items, mostRuns(MOST))
const fill = () =>
  fillSlots({
    slots: slots(),
    workflows: plane.workflows,
    async start({ workflowId, attempt }) {
      if (!machineIsUp) throw new Error('down')
      started.push(`${workflowId}-${attempt}`)
    },
    most: mostRuns(MOST),
    system: standingClock,
  })

/** A confirmed sign-up whose onboarding waits for a slot. */
async function waiting(n: number): Promise<Workflow> {
  const tenantId = `acme0000000${n}`
  const workflowId = `wfl_${String(n).padStart(22, '0')}`
  const registrationId = `reg_${String(n).padStart(26, '0')}`
  const tenant = buildTenant('provisioning', { tenantId, workflowId, registrationId, name: `Acme ${n}` })
  const workflow = buildQueued({ tenantId, workflowId })
  await plane.tenants.register(buildSignUp({ tenant, workflow }))
  return workflow
}
const save = (before: Workflow, after: Workflow) => plane.workflows.save({ before, after })
const name = ({ workflowId, attempt }: Workflow) => `${workflowId}-${attempt}`
const holders = async () =>
  (await slots().holders()).map(({ workflowId, attempt }) => `${workflowId}-${attempt}`).sort()

describe('slots', () => {
  it('are taken by so many runs and no more, at once or twice', async () => {
    const runs = await Promise.all([1, 2, 3, 4].map(waiting))
    const taken = await Promise.all(runs.map((run) => slots().take(run)))
    expect(taken.filter((it) => it)).toHaveLength(MOST)
    const holding = runs.filter((_, at) => taken[at])
    expect(await Promise.all(holding.map((run) => slots().take(run)))).toEqual([true, true])
    expect(await holders()).toEqual(holding.map(name))
  })
})

describe('onboardings that wait for a slot', () => {
  it('start in the order in which they came, as many as there are slots', async () => {
    const [first, second, third] = [await waiting(1), await waiting(2), await waiting(3)]
    await fill()
    expect(started).toEqual([name(first), name(second)])
    // One of them ends, whoever forgets to free its slot.
    const running = await save(first, beginWorkflow(first, AT))
    await save(running, finishCompensation(startCompensation(running, 'no', AT), AT))
    await save(second, beginWorkflow(second, AT))
    await fill()
    expect(started).toEqual([name(first), name(second), name(third)])
    expect(await holders()).toEqual([name(second), name(third)])
  })

  it('are started again when whoever gave them the slot crashed, and leave the queue then', async () => {
    const lost = await waiting(1)
    await slots().take(lost)
    machineIsUp = false
    await expect(fill()).rejects.toThrow('down')
    expect(await holders()).toEqual([name(lost)])
    machineIsUp = true
    await fill()
    expect(started).toEqual([name(lost)])
    // From here on the watch finds it when nothing is heard of it.
    expect(await plane.workflows.get(lost.tenantId, lost.workflowId)).toMatchObject({
      waitsFor: null,
      dueAt: expect.any(String),
    })
    expect(await plane.workflows.queued('onboarding', 10)).toEqual([])
  })

  it('get the slot of a run that another one has followed', async () => {
    const [first, other] = [await waiting(1), await waiting(2)]
    await slots().take({ ...first, attempt: 0 })
    await slots().take({ ...other, tenantId: 'gone00000000' })
    await fill()
    expect(await holders()).toEqual([name(first), name(other)])
  })
})

describe('a workflow that begins at a time', () => {
  it('starts when its time has come, and not before', async () => {
    const queued = await waiting(1)
    const early = await save(queued, postponeWorkflow({ ...queued, attempt: 0 }, '2026-01-01T00:00:01.000Z'))
    await fill()
    expect(started).toEqual([])
    await save(early, postponeWorkflow(early, NOW.replace('2026', '2025')))
    await fill()
    expect(started).toEqual([name({ ...queued, attempt: 1 })])
    expect(await plane.workflows.timed('9', 10)).toEqual([])
  })
})
