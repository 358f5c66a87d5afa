import { AT, buildWorkflow, TENANT_ID, WORKFLOW_ID } from '@tenantry/tests/support/builders.ts'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import * as z from 'zod/mini'
import { newWorkflow } from './new-workflow.ts'
import {
  awaitAnswer,
  beginWorkflow,
  finishCompensation,
  finishStep,
  giveUp,
  hasLeftovers,
  isAtWork,
  queueWorkflow,
  startCompensation,
  undoWorkflow,
  Workflow,
} from './workflow.ts'

const later = (seconds: number) => new Date(Date.parse(AT) + seconds * 1000).toISOString()
const waiting = newWorkflow({ workflowId: WORKFLOW_ID, tenantId: TENANT_ID }, 'onboarding', AT)
const running = buildWorkflow()
const steps = ({ steps }: Workflow) => steps.map(({ name, status }) => `${name} ${status}`)

describe('a workflow', () => {
  it('waits for a person until it is let run, then for a slot, and is not due meanwhile', () => {
    expect(waiting).toMatchObject({ status: 'waiting', waitsFor: { what: 'approval' }, attempt: 0, dueAt: null })
    const queued = queueWorkflow(waiting)
    expect(queued).toMatchObject({ status: 'running', waitsFor: { what: 'slot' }, attempt: 1, dueAt: null })
    expect(steps(queued)).toEqual(['preflight pending', 'api-key pending', 'app-plane pending', 'activate pending'])
    expect(beginWorkflow(queued, AT)).toMatchObject({ status: 'running', waitsFor: null, attempt: 1 })
  })

  it('runs its steps one after the other, each with its times, and is done after the last one', () => {
    expect(steps(running)).toEqual(['preflight done', 'api-key running', 'app-plane pending', 'activate pending'])
    const second = finishStep(running, 'api-key', later(1))
    expect(second.steps.slice(1, 3)).toEqual([
      { name: 'api-key', status: 'done', startedAt: AT, endedAt: later(1), error: null },
      { name: 'app-plane', status: 'running', startedAt: later(1), endedAt: null, error: null },
    ])
    const third = finishStep(second, 'app-plane', later(2))
    expect(third.status).toBe('running')
    const done = finishStep(third, 'activate', later(3))
    expect(done).toMatchObject({ status: 'done', endedAt: later(3), waitsFor: null, dueAt: null })
    expect(isAtWork(done)).toBe(false)
  })

  it('has longer to make progress where it waits for an answer', () => {
    const second = finishStep(running, 'api-key', AT)
    const asked = awaitAnswer(second, 'app-plane', { sequence: 3, taskToken: 't', at: AT })
    expect(asked.waitsFor).toEqual({ what: 'answer', step: 'app-plane', sequence: 3, taskToken: 't' })
    expect(running.dueAt).toBe(later(600))
    expect(asked.dueAt).toBe(later(900))
  })

  it('shows which step failed and why, and is compensated in a step of its own', () => {
    const second = finishStep(running, 'api-key', later(1))
    const undoing = startCompensation(second, 'no room', later(2))
    expect(undoing).toMatchObject({ status: 'running', error: 'no room' })
    expect(steps(undoing)).toEqual([
      'preflight done',
      'api-key done',
      'app-plane failed',
      'activate pending',
      'compensate running',
    ])
    expect(undoing.steps[2]).toMatchObject({ error: 'no room', endedAt: later(2) })
    // A compensation that runs again does not blame another step.
    expect(startCompensation(undoing, 'no room', later(3)).steps.slice(0, 4)).toEqual(undoing.steps.slice(0, 4))
    const undone = finishCompensation(undoing, later(4))
    expect(undone).toMatchObject({ status: 'failed', error: 'no room', endedAt: later(4), dueAt: null })
    expect([hasLeftovers(undone), isAtWork(undone)]).toEqual([false, false])
  })

  it('whose compensation failed holds its tenant, keeps both reasons, and stands still from then on', () => {
    const undoing = startCompensation(running, 'no room', later(1))
    const stuck = giveUp(undoing, 'denied', later(2))
    expect(stuck).toMatchObject({ status: 'failed', error: 'no room', dueAt: later(2) })
    expect(stuck.steps.at(-1)).toMatchObject({ name: 'compensate', status: 'failed', error: 'denied' })
    expect([hasLeftovers(stuck), isAtWork(stuck)]).toEqual([true, true])
  })

  it('whose execution ended without a word shows the step that ran as failed', () => {
    const stuck = giveUp(finishStep(running, 'api-key', AT), 'timed out', later(1))
    expect(steps(stuck)).toEqual(['preflight done', 'api-key done', 'app-plane failed', 'activate pending'])
    expect(stuck).toMatchObject({ status: 'failed', error: 'timed out' })
    expect(hasLeftovers(stuck)).toBe(true)
  })

  it('is run again from its first step, in another run', () => {
    const failed = finishCompensation(startCompensation(running, 'no room', AT), AT)
    const again = beginWorkflow(queueWorkflow(failed), later(60))
    expect(again).toMatchObject({ status: 'running', attempt: 2, error: null, endedAt: null, startedAt: AT })
    expect(steps(again)).toEqual(['preflight running', 'api-key pending', 'app-plane pending', 'activate pending'])
  })

  it('can be undone before anything has begun', () => {
    expect(undoWorkflow(waiting, later(1))).toMatchObject({ status: 'undone', endedAt: later(1), dueAt: null })
  })

  it('stays valid in whatever order things happen, and is due exactly while something must happen', () => {
    const moves: ((workflow: Workflow) => Workflow)[] = [
      (workflow) => finishStep(workflow, 'api-key', AT),
      (workflow) => awaitAnswer(workflow, 'app-plane', { sequence: 1, taskToken: 't', at: AT }),
      (workflow) => finishStep(workflow, 'app-plane', AT),
      (workflow) => startCompensation(workflow, 'no', AT),
      (workflow) => (workflow.status === 'running' ? giveUp(workflow, 'no', AT) : workflow),
      (workflow) => (workflow.status === 'failed' ? beginWorkflow(queueWorkflow(workflow), AT) : workflow),
    ]
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...moves), { maxLength: 12 }), (all) => {
        const last = all.reduce((workflow, move) => {
          const next = move(workflow)
          expect(z.parse(Workflow, next)).toEqual(next)
          return next
        }, running)
        expect(last.dueAt !== null).toBe(last.status === 'running' || hasLeftovers(last))
      }),
    )
  })
})
