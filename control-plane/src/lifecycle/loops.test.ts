import { buildSignUp, standingClock, TENANT_ID, WORKFLOW_ID } from '@tenantry/tests/support/builders.ts'
import { type TestControlPlane, testControlPlane } from '@tenantry/tests/support/control-plane.ts'
import { beforeEach, describe, expect, it } from 'vitest'
import {
  beginWorkflow,
  firstStepOf,
  queueUndo,
  queueWorkflow,
  requestUndo,
  type Workflow,
} from '../workflows/workflow.ts'
import { runStep, type Services } from './run-step.ts'
import { checkpoint, type Outcome, type RunStep } from './work.ts'

const RUN = { kind: 'onboarding', tenantId: TENANT_ID, workflowId: WORKFLOW_ID, attempt: 1 }
let plane: TestControlPlane
let answer: (cursor: number) => Outcome

beforeEach(async () => {
  plane = await testControlPlane()
  await plane.tenants.register(buildSignUp())
})

/** A step that counts its calls in its progress, and answers what the test says. */
const counting: RunStep<Services> = async (_, { workflow }) => {
  const cursor = Number(workflow.progress.cursor ?? 0) + 1
  const outcome = answer(cursor)
  return outcome && { ...outcome, progress: { cursor } }
}
const run = (step: string, steps: Record<string, RunStep<Services>> = { 'api-key': counting }, input = {}) =>
  runStep({ ...plane, system: standingClock } as unknown as Services, { onboarding: steps })({ ...RUN, step, ...input })
const workflow = async (): Promise<Workflow> => {
  const found = await plane.workflows.get(TENANT_ID, WORKFLOW_ID)
  if (!found) throw new Error('gone')
  return found
}
const save = (before: Workflow, after: Workflow) => plane.workflows.save({ before, after })

describe('a step that loops', () => {
  it('is called again from where it stands, now or later, until it is done', async () => {
    answer = (cursor) => ({ next: cursor < 3 ? 'again' : 'done' })
    expect([await run('api-key'), await run('api-key'), await run('api-key')]).toEqual([
      { next: 'again' },
      { next: 'again' },
      { next: 'done' },
    ])
    expect((await workflow()).progress).toEqual({ cursor: 3 })
    expect((await workflow()).steps[1]).toMatchObject({ status: 'done' })
    expect(await run('api-key')).toEqual({ next: 'done' })
  })

  it('has as long to make progress as it waits, and its usual time after that', async () => {
    const { dueAt } = await workflow()
    answer = () => ({ next: 'wait', seconds: 60 })
    expect(await run('api-key')).toEqual({ next: 'wait', seconds: 60 })
    expect(Date.parse((await workflow()).dueAt ?? '') - Date.parse(dueAt ?? '')).toBe(60_000)
  })

  it('stops at its next page when an operator wants it undone', async () => {
    const pages: RunStep<Services> = async (services, work) => {
      const next = await checkpoint(services, work, { cursor: 1 })
      await save(next.workflow, requestUndo(next.workflow))
      await checkpoint(services, next, { cursor: 2 })
    }
    await expect(run('api-key', { 'api-key': pages })).rejects.toThrow(
      expect.objectContaining({ name: 'UndoRequested' }),
    )
    expect((await workflow()).progress).toEqual({ cursor: 1 })
    await expect(run('api-key')).rejects.toThrow('An operator has asked for it')
  })
})

describe('a pause', () => {
  beforeEach(async () => {
    answer = () => ({ next: 'pause' })
    expect(await run('api-key')).toEqual({ next: 'pause' })
  })

  it('ends the run until a person has decided, and no step goes on meanwhile', async () => {
    expect(await workflow()).toMatchObject({ status: 'waiting', waitsFor: { what: 'confirm' }, dueAt: null })
    await expect(run('app-plane', { 'app-plane': counting })).rejects.toMatchObject({ name: 'Superseded' })
  })

  it('is followed by the steps that are left', async () => {
    const paused = await workflow()
    const queued = await save(paused, queueWorkflow(paused))
    expect(firstStepOf(queued)).toBe('app-plane')
    expect(beginWorkflow(queued, standingClockAt).steps.map(({ status }) => status)).toEqual([
      'done',
      'done',
      'running',
      'pending',
    ])
    expect(queued.progress).toEqual({ cursor: 1 })
  })

  it('is undone by a run of its own, which begins with the compensation', async () => {
    const paused = await workflow()
    const queued = await save(paused, queueUndo(paused))
    expect(firstStepOf(queued)).toBe('compensate')
    await expect(run('app-plane', { 'app-plane': counting }, { attempt: 2 })).rejects.toMatchObject({
      name: 'UndoRequested',
    })
  })
})

const standingClockAt = new Date(standingClock.now()).toISOString()
