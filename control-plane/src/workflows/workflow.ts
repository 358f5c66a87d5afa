import { TenantId } from '@tenantry/contracts/ids.ts'
import {
  MACHINES,
  type MachineKind,
  STEP_NAMES,
  STEP_STATUSES,
  type StepName,
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

/** Work on a tenant in the background, of whatever kind: how far it is, what it waits for, and why it failed. */
export const Workflow = z.object({
  workflowId: z.string(),
  tenantId: TenantId,
  kind: z.enum(WORKFLOW_KINDS),
  status: z.enum(WORKFLOW_STATUSES),
  /** Those of its kind in their order; `compensate` comes last when a step has failed. */
  steps: z.array(Step),
  /** What it waits for: a person, a slot to run in, or an answer of the application plane to the request with this sequence. */
  waitsFor: z.nullable(
    z.discriminatedUnion('what', [
      z.object({ what: z.literal('approval') }),
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
  /** Counts the writes of this record; the store keeps it. */
  version: z.int(),
})
export type Workflow = z.infer<typeof Workflow>

/**
 * Seconds within which a running step makes progress, its retries included: at most 9 runs of 30 seconds, and the waits between them (see
 * `infra/control-plane/workflow-machine.ts`).
 */
const PROGRESS_SECONDS = 600

type Facts = Pick<Workflow, 'workflowId' | 'tenantId'>

/** A workflow of which nothing is done yet; it waits until a person lets it run. */
export const newWorkflow = (facts: Facts, kind: MachineKind, at: string): Workflow => ({
  ...facts,
  kind,
  status: 'waiting',
  steps: MACHINES[kind].map(({ name }) => pendingStep(name)),
  waitsFor: { what: 'approval' },
  error: null,
  attempt: 0,
  startedAt: at,
  endedAt: null,
  dueAt: null,
  version: 1,
})

/** A workflow that was a single transaction: it is done. */
export const finishedWorkflow = (facts: Facts, kind: Workflow['kind'], name: StepName, at: string): Workflow => ({
  ...facts,
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

/** Its state machine is to run from the first step on, as soon as there is a slot for it (control-plane/src/workflows/slots.ts). */
export const queueWorkflow = (workflow: Workflow): Workflow => ({
  ...workflow,
  status: 'running',
  steps: workflow.steps.filter(({ name }) => name !== 'compensate').map(({ name }) => pendingStep(name)),
  waitsFor: { what: 'slot' },
  error: null,
  attempt: workflow.attempt + 1,
  endedAt: null,
  dueAt: null,
})

export const waitsForSlot = ({ status, waitsFor }: Workflow): boolean =>
  status === 'running' && waitsFor?.what === 'slot'

/** Its state machine runs. */
export function beginWorkflow(workflow: Workflow, at: string): Workflow {
  const running: Workflow = { ...workflow, waitsFor: null }
  const [first] = running.steps
  return first ? startStep(running, first.name, at) : running
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

/** Everything was undone. */
export const finishCompensation = (workflow: Workflow, at: string): Workflow => ({
  ...workflow,
  status: 'failed',
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

const pendingStep = (name: StepName): Step => ({
  name,
  status: 'pending',
  startedAt: null,
  endedAt: null,
  error: null,
})

const failRunning = (steps: Step[], error: string, at: string): Step[] =>
  steps.map((step): Step => (step.status === 'running' ? { ...step, status: 'failed', endedAt: at, error } : step))

const answerSeconds = ({ kind }: Workflow, name: StepName): number => {
  const steps: readonly { name: string; answerSeconds?: number }[] =
    kind in MACHINES ? MACHINES[kind as MachineKind] : []
  return steps.find((step) => step.name === name)?.answerSeconds ?? 0
}

const dueAfter = (at: string, answer: number): string =>
  new Date(Date.parse(at) + (PROGRESS_SECONDS + answer) * 1000).toISOString()
