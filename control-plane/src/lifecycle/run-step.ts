import type { MachineKind, StepName } from '@tenantry/contracts/workflows.ts'
import { markTransient } from '@tenantry/toolkit/transient.ts'
import * as z from 'zod/mini'
import { Stale } from '../tenants/stale.ts'
import { beginWorkflow, waitsForSlot } from '../workflows/workflow.ts'
import { giveUp } from './give-up.ts'
import { activateTenant } from './onboarding/activate-tenant.ts'
import { type CompensationServices, compensateOnboarding } from './onboarding/compensate-onboarding.ts'
import { createApiKey, type KeyServices } from './onboarding/create-api-key.ts'
import { requestAppPlane } from './onboarding/request-app-plane.ts'
import { StepInput } from './step.ts'
import { now, type RunStep, readWork, type Work } from './work.ts'

type Services = KeyServices & CompensationServices

/** What the steps of each kind of workflow do. */
const STEPS: Record<MachineKind, Partial<Record<StepName, RunStep<Services>>>> = {
  onboarding: {
    'api-key': createApiKey,
    'app-plane': requestAppPlane,
    activate: activateTenant,
    compensate: compensateOnboarding,
  },
}

/** A step of a run that has ended, or that another one has followed. */
export class Superseded extends Error {
  override name = 'Superseded'
}

/** Runs one step of a workflow's state machine. An error that may pass by itself is thrown as one, and the machine tries again. */
export const runStep =
  (services: Services) =>
  async (event: unknown): Promise<void> => {
    const input = z.parse(StepInput, event)
    await markTransient(async () => {
      const found = await readWork(services, input)
      if (isOver(found, input)) return
      const work = waitsForSlot(found.workflow) ? await begun(services, found, input) : found
      const run = input.step === 'give-up' ? giveUp : STEPS[input.kind][input.step]
      if (!run) throw new Error(`A workflow of the kind ${input.kind} has no step ${input.step}`)
      await run(services, work, input)
    })
  }

/** The work, once its record says that the state machine runs: then the run has left the queue. */
async function begun(
  { workflows, ...services }: Services,
  { tenant, workflow }: Work,
  input: StepInput,
): Promise<Work> {
  try {
    const after = beginWorkflow(workflow, now(services.system))
    return { tenant, workflow: await workflows.save({ before: workflow, after }) }
  } catch (error) {
    if (!(error instanceof Stale)) throw error
    return readWork({ workflows, ...services }, input)
  }
}

/** Whether there is nothing to do: the step was done before, or there is nothing to undo. A step that came too late throws. */
function isOver({ workflow }: Work, { step, attempt, taskToken }: StepInput): boolean {
  const isCurrent = workflow.attempt === attempt
  if (isCurrent && workflow.status === 'running') {
    const state = workflow.steps.find(({ name }) => name === step)?.status
    // A step that waits has a token of its own each time, which only an answer to another request settles.
    return state === 'done' && taskToken === undefined
  }
  if (step === 'compensate' || step === 'give-up' || (isCurrent && workflow.status === 'done')) return true
  throw new Superseded(
    `${step} of run ${attempt} comes too late: workflow ${workflow.workflowId} is ${workflow.status} in run ${workflow.attempt}`,
  )
}
