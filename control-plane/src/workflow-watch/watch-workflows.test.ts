import { buildSignUp, buildWorkflow, standingClock, TENANT_ID, WORKFLOW_ID } from '@tenantry/tests/support/builders.ts'
import { type TestControlPlane, testControlPlane } from '@tenantry/tests/support/control-plane.ts'
import { beforeEach, describe, expect, it } from 'vitest'
import { giveUp, startCompensation, type Workflow } from '../workflows/workflow.ts'
import type { FindExecution } from './find-execution.ts'
import { watchWorkflows } from './watch-workflows.ts'

const START = standingClock.now()
const MINUTE = 60_000
let plane: TestControlPlane
let counted: unknown[]

beforeEach(async () => {
  plane = await testControlPlane()
  counted = []
})

const given = (workflow: Workflow = buildWorkflow()) => plane.tenants.register(buildSignUp({ workflow }))
const watchAt = (minutes: number, execution: Awaited<ReturnType<FindExecution>>) =>
  watchWorkflows({
    ...plane,
    findExecution: async () => execution,
    count: (name, value) => void counted.push(`${name} ${value}`),
    system: { now: () => START + minutes * MINUTE },
    logger: { warn: () => {} },
  })
const workflow = () => plane.workflows.get(TENANT_ID, WORKFLOW_ID)

describe('the watch over workflows', () => {
  it('counts nothing while each makes progress in time', async () => {
    await given()
    expect(await watchAt(9, { isRunning: true, status: 'RUNNING' })).toEqual({ standingStill: 0 })
    expect(counted).toEqual(['WorkflowsStandingStill 0'])
  })

  it.each([
    ['runs and makes no progress', { isRunning: true, status: 'RUNNING' }],
    ['was never started', null],
  ])('counts one that %s, and leaves it to go on', async (_state, execution) => {
    await given()
    expect(await watchAt(11, execution)).toEqual({ standingStill: 1 })
    expect(await workflow()).toMatchObject({ status: 'running' })
  })

  it.each(['TIMED_OUT', 'ABORTED', 'FAILED', 'SUCCEEDED'])(
    'gives up one whose execution ended as %s without a word, so that it can be retried',
    async (status) => {
      await given()
      await watchAt(11, { isRunning: false, status })
      expect(await workflow()).toMatchObject({ status: 'failed', error: expect.stringContaining(status) })
      // Until somebody retries it, it stands still.
      expect(await watchAt(12, null)).toEqual({ standingStill: 1 })
    },
  )

  it('counts one whose compensation failed from that moment on', async () => {
    const at = new Date(START + MINUTE).toISOString()
    await given(giveUp(startCompensation(buildWorkflow(), 'no room', at), 'denied', at))
    expect(await watchAt(2, null)).toEqual({ standingStill: 1 })
    expect(await workflow()).toMatchObject({ error: 'no room' })
  })

  it('changes nothing of one that moved on while it looked', async () => {
    await given()
    const before = await workflow()
    if (!before) throw new Error('gone')
    await watchWorkflows({
      ...plane,
      async findExecution() {
        await plane.workflows.save({ before, after: { ...before, error: 'moved' } })
        return { isRunning: false, status: 'FAILED' }
      },
      count: () => {},
      system: { now: () => START + 11 * MINUTE },
      logger: { warn: () => {} },
    })
    expect(await workflow()).toMatchObject({ status: 'running', error: 'moved' })
  })
})
