import { TenantId } from '@tenantry/contracts/ids.ts'
import {
  STEP_NAMES,
  STEP_STATUSES,
  type StepName,
  stepsOf,
  WORKFLOW_KINDS,
  WORKFLOW_STATUSES,
} from '@tenantry/contracts/workflows.ts'
import * as z from 'zod/mini'

export const Step = z.object({
  name: z.enum(STEP_NAMES),
  status: z.enum(STEP_STATUSES),
  startedAt: z.nullable(z.string()),
  endedAt: z.nullable(z.string()),
  error: z.nullable(z.string()),
})
export type Step = z.infer<typeof Step>

/** What only a kind of workflow knows: its own schemas are in its folder of `lifecycle`. */
const Facts = z.record(z.string(), z.unknown())

/** Work on a tenant in the background, of whatever kind: how far it is, what it waits for, and why it failed. */
export const Workflow = z.object({
  workflowId: z.string(),
  tenantId: TenantId,
  kind: z.enum(WORKFLOW_KINDS),
  status: z.enum(WORKFLOW_STATUSES),
  /** Those of its kind in their order; `compensate` comes last when a step has failed. */
  steps: z.array(Step),
  /** What was asked for, a tier for example. */
  input: Facts,
  /** How far its steps are: cursors, counts, what was made. */
  progress: Facts,
  /** What it has found or made, for those who asked; null until then. */
  result: z.nullable(Facts),
  /** Whether an operator wants it undone: no further step begins, and what was done is compensated. */
  undoRequested: z.boolean(),
  /**
   * What it waits for: a person before it begins, or in the middle, a time to begin at, a slot to run in, or an answer of the application plane to
   * the request with this sequence.
   */
  waitsFor: z.nullable(
    z.discriminatedUnion('what', [
      z.object({ what: z.literal('approval') }),
      z.object({ what: z.literal('confirm') }),
      z.object({ what: z.literal('time'), until: z.string() }),
      z.object({ what: z.literal('slot') }),
      z.object({
        what: z.literal('answer'),
        step: z.enum(STEP_NAMES),
        sequence: z.int(),
        taskToken: z.string(),
      }),
    ]),
  ),
  error: z.nullable(z.string()),
  /** Counts the runs of its state machine: 1 for the first, one more with every retry. */
  attempt: z.int(),
  startedAt: z.string(),
  endedAt: z.nullable(z.string()),
  /** Until when it must make progress, or it stands still; null while nothing is to happen. */
  dueAt: z.nullable(z.string()),
  /** The request that asked for its last run; the store keeps it. Left out where there was none. */
  correlationId: z.optional(z.string()),
  /** Counts the writes of this record; the store keeps it. */
  version: z.int(),
})
export type Workflow = z.infer<typeof Workflow>

/**
 * Seconds within which a running step makes progress, its retries included: at most 9 runs of 30 seconds, and the waits between them (see
 * `infra/control-plane/workflow-machine.ts`).
 */
const PROGRESS_SECONDS = 600

export type Ids = Pick<Workflow, 'workflowId' | 'tenantId'>

export const NOTHING_YET = { input: {}, progress: {}, result: null, undoRequested: false } satisfies Partial<Workflow>

/** A workflow that was a single transaction: it is done. */
export const finishedWorkflow = (ids: Ids, kind: Workflow['kind'], name: StepName, at: string): Workflow => ({
  ...ids,
  ...NOTHING_YET,
  kind,
  status: 'done',
  steps: [{ name, status: 'done', startedAt: at, endedAt: at, error: null }],
  waitsFor: null,
  error: null,
  attempt: 1,
  startedAt: at,
  endedAt: at,
  dueAt: null,
  version: 1,
})

/**
 * Its state machine is to run, as soon as there is a slot for it (control-plane/src/workflows/slots.ts): from the first step on, or from the first one that is not
 * done where the workflow was paused, or cannot be undone any more.
 */
export const queueWorkflow = (workflow: Workflow): Workflow => {
  const goesOn = workflow.waitsFor?.what === 'confirm' || finalHasBegun(workflow)
  return {
    ...workflow,
    ...(!goesOn && { progress: {}, result: null }),
    status: 'running',
    steps: workflow.steps
      .filter(({ name }) => name !== 'compensate')
      .map((step) => (goesOn && step.status === 'done' ? step : pendingStep(step.name))),
    undoRequested: false,
    waitsFor: { what: 'slot' },
    error: null,
    attempt: workflow.attempt + 1,
    endedAt: null,
    dueAt: null,
  }
}

/** A state machine is to undo what the workflow has done. */
export const queueUndo = (workflow: Workflow): Workflow => ({
  ...workflow,
  status: 'running',
  undoRequested: true,
  waitsFor: { what: 'slot' },
  attempt: workflow.attempt + 1,
  endedAt: null,
  dueAt: null,
})

/** It runs, and is to be undone instead of going on. */
export const requestUndo = (workflow: Workflow): Workflow => ({ ...workflow, undoRequested: true })

/** It begins at that time. */
export const postponeWorkflow = (workflow: Workflow, until: string): Workflow => ({
  ...workflow,
  status: 'waiting',
  waitsFor: { what: 'time', until },
})

/** The step is done, and the run ends: a person decides whether the other steps follow. */
export function pauseWorkflow(workflow: Workflow, name: StepName): Workflow {
  const steps = workflow.steps.map(
    (step): Step => (step.name === name ? { ...step, status: 'done', endedAt: step.startedAt, error: null } : step),
  )
  return { ...workflow, steps, status: 'waiting', waitsFor: { what: 'confirm' }, dueAt: null }
}

/** Its running step makes progress, and goes on after so many seconds. */
export const keepGoing = (
  workflow: Workflow,
  { progress = workflow.progress, seconds = 0, at }: { progress?: Workflow['progress']; seconds?: number; at: string },
): Workflow => ({ ...workflow, progress, dueAt: dueAfter(at, seconds) })

/** Whether a step has begun after which nothing can be undone. */
export const finalHasBegun = ({ kind, steps }: Workflow): boolean =>
  stepsOf(kind).some(
    ({ name, isFinal }) => isFinal && steps.some((step) => step.name === name && step.status !== 'pending'),
  )

export const waitsForSlot = ({ status, waitsFor }: Workflow): boolean =>
  status === 'running' && waitsFor?.what === 'slot'

/** Its state machine runs. */
export function beginWorkflow(workflow: Workflow, at: string): Workflow {
  const running: Workflow = { ...workflow, waitsFor: null }
  // The compensation records its own start.
  if (running.undoRequested) return { ...running, dueAt: dueAfter(at, 0) }
  return startStep(running, firstStepOf(running), at)
}

/** Where its next run begins. */
export function firstStepOf({ workflowId, steps, undoRequested }: Workflow): StepName {
  if (undoRequested) return 'compensate'
  const first = steps.find(({ status }) => status !== 'done')
  if (!first) throw new Error(`All steps of workflow ${workflowId} are done`)
  return first.name
}

/** The step runs; one that runs already keeps its start. */
export function startStep(workflow: Workflow, name: StepName, at: string): Workflow {
  const steps = workflow.steps.map((step): Step => {
    if (step.name !== name) return step
    const startedAt = step.status === 'running' ? step.startedAt : at
    return { name, status: 'running', startedAt, endedAt: null, error: null }
  })
  return { ...workflow, steps, dueAt: dueAfter(at, answerSeconds(workflow, name)) }
}

/** The step runs, and waits for an answer to the request with this sequence. */
export const awaitAnswer = (
  workflow: Workflow,
  name: StepName,
  { sequence, taskToken, at }: { sequence: number; taskToken: string; at: string },
): Workflow => ({ ...startStep(workflow, name, at), waitsFor: { what: 'answer', step: name, sequence, taskToken } })

/** The step is done and the one after it runs; after the last one, the workflow is done. */
export function finishStep(workflow: Workflow, name: StepName, at: string): Workflow {
  const steps = workflow.steps.map(
    (step): Step => (step.name === name ? { ...step, status: 'done', endedAt: at, error: null } : step),
  )
  const following = steps.find(({ status }) => status !== 'done')
  if (following) return startStep({ ...workflow, steps }, following.name, at)
  return { ...workflow, status: 'done', steps, waitsFor: null, endedAt: at, dueAt: null }
}

/** The step that ran has failed, and what it and the others have made is being undone. */
export function startCompensation(workflow: Workflow, error: string, at: string): Workflow {
  const forward = workflow.steps.filter(({ name }) => name !== 'compensate')
  const compensate = workflow.steps.find(({ name }) => name === 'compensate') ?? pendingStep('compensate')
  const withStep: Workflow = {
    ...workflow,
    steps: [...failRunning(forward, error, at), compensate],
    waitsFor: null,
    error,
  }
  return startStep(withStep, 'compensate', at)
}

/** Everything was undone: because a step had failed, or because an operator wanted it so. */
export const finishCompensation = (workflow: Workflow, at: string): Workflow => ({
  ...workflow,
  status: workflow.undoRequested ? 'undone' : 'failed',
  steps: workflow.steps.map(
    (step): Step => (step.name === 'compensate' ? { ...step, status: 'done', endedAt: at, error: null } : step),
  ),
  endedAt: at,
  dueAt: null,
})

/** Nothing runs any more, and nobody has undone what was made: it stands still until it is retried. */
export const giveUp = (workflow: Workflow, error: string, at: string): Workflow => ({
  ...workflow,
  status: 'failed',
  steps: failRunning(workflow.steps, error, at),
  waitsFor: null,
  error: workflow.error ?? error,
  endedAt: at,
  dueAt: at,
})

/** It was taken back before anything began. */
export const undoWorkflow = (workflow: Workflow, at: string): Workflow => ({
  ...workflow,
  status: 'undone',
  waitsFor: null,
  endedAt: at,
  dueAt: null,
})

/** Whether it has failed and its compensation did not end, so that something may be left over. */
export const hasLeftovers = ({ status, steps }: Workflow): boolean =>
  status === 'failed' && !steps.some(({ name, status }) => name === 'compensate' && status === 'done')

/** Whether it holds its tenant: no other workflow may start meanwhile. */
export const isAtWork = (workflow: Workflow): boolean =>
  workflow.status === 'running' || workflow.status === 'waiting' || hasLeftovers(workflow)

/** What an execution of its state machine is called: Step Functions starts a name once, and a retry is another run. */
export const executionName = ({ workflowId, attempt }: Pick<Workflow, 'workflowId' | 'attempt'>): string =>
  `${workflowId}-${attempt}`

export const pendingStep = (name: StepName): Step => ({
  name,
  status: 'pending',
  startedAt: null,
  endedAt: null,
  error: null,
})

const failRunning = (steps: Step[], error: string, at: string): Step[] =>
  steps.map((step): Step => (step.status === 'running' ? { ...step, status: 'failed', endedAt: at, error } : step))

const answerSeconds = ({ kind }: Workflow, name: StepName): number =>
  stepsOf(kind).find((step) => step.name === name)?.answerSeconds ?? 0

const dueAfter = (at: string, answer: number): string =>
  new Date(Date.parse(at) + (PROGRESS_SECONDS + answer) * 1000).toISOString()
