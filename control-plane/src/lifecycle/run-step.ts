import { type MachineKind, type StepName, type StepOutcome, stepsOf } from '@tenantry/contracts/workflows.ts'
import { markTransient } from '@tenantry/toolkit/transient.ts'
import * as z from 'zod/mini'
import { Stale } from '../tenants/stale.ts'
import { beginWorkflow, waitsForSlot } from '../workflows/workflow.ts'
import { compensateChange } from './change-tier/compensate-change.ts'
import { deleteOldKey } from './change-tier/delete-old-key.ts'
import { newKey } from './change-tier/new-key.ts'
import type { ChangeTierServices } from './change-tier/services.ts'
import { settleQuota } from './change-tier/settle-quota.ts'
import { switchKey } from './change-tier/switch-key.ts'
import { compensateWork } from './compensate-work.ts'
import { exportAndRelease, exportData } from './export/export-data.ts'
import { giveUp } from './give-up.ts'
import { compensateGrowth } from './grow-shards/compensate-growth.ts'
import { readShards } from './grow-shards/read-shards.ts'
import { writeShards } from './grow-shards/write-shards.ts'
import { verifyExport } from './import/verify-export.ts'
import type { MoveServices } from './move/move-services.ts'
import { MOVE_STEPS } from './move/move-steps.ts'
import { closeTenant } from './offboarding/close-tenant.ts'
import { type DeletionServices, deleteTenant } from './offboarding/delete-tenant.ts'
import { purgeData } from './offboarding/purge-data.ts'
import { countAfter, countBefore } from './offboarding/recount.ts'
import { removePeople } from './offboarding/remove-people.ts'
import { removeTenantsSilo } from './offboarding/remove-silo.ts'
import { type SettlingServices, settle } from './offboarding/settle.ts'
import { activateTenant } from './onboarding/activate-tenant.ts'
import { checkQuotas, type QuotaCheckServices } from './onboarding/check-quotas.ts'
import { type CompensationServices, compensateOnboarding } from './onboarding/compensate-onboarding.ts'
import { createApiKey, type KeyServices } from './onboarding/create-api-key.ts'
import { makeStack } from './onboarding/make-stack.ts'
import { requestAppPlane } from './onboarding/request-app-plane.ts'
import { recordOutcome } from './record-outcome.ts'
import { checkCounts, checkRestored } from './restore/check-restored.ts'
import { restorePeople } from './restore/restore-people.ts'
import { verifySource } from './restore/verify-source.ts'
import { writeData } from './restore/write-data.ts'
import { StepInput } from './step.ts'
import { now, type RunStep, readWork, UndoRequested, type Work } from './work.ts'

export type Services = KeyServices &
  CompensationServices &
  QuotaCheckServices &
  ChangeTierServices &
  MoveServices &
  DeletionServices &
  SettlingServices
type Steps = Partial<Record<StepName, RunStep<Services>>>

/** What the steps of each kind of workflow do. */
const STEPS: Record<MachineKind, Steps> = {
  onboarding: {
    preflight: checkQuotas,
    stack: makeStack,
    'api-key': createApiKey,
    'app-plane': requestAppPlane,
    activate: activateTenant,
    compensate: compensateOnboarding,
  },
  import: {
    verify: verifyExport,
    preflight: checkQuotas,
    stack: makeStack,
    'api-key': createApiKey,
    'app-plane': requestAppPlane,
    write: writeData,
    check: checkCounts,
    people: restorePeople,
    activate: activateTenant,
    compensate: compensateOnboarding,
  },
  'change-tier': {
    'new-key': newKey,
    'switch-key': switchKey,
    'settle-quota': settleQuota,
    'old-key': deleteOldKey,
    compensate: compensateChange,
  },
  'grow-shards': {
    'read-shards': readShards,
    'write-shards': writeShards,
    compensate: compensateGrowth,
  },
  move: MOVE_STEPS,
  export: { export: exportAndRelease, compensate: compensateWork('export', null) },
  restore: {
    verify: verifySource,
    write: writeData,
    people: restorePeople,
    check: checkRestored,
    compensate: compensateWork('restore', null),
  },
  offboarding: {
    close: closeTenant,
    settle,
    export: exportData,
    count: countBefore,
    people: removePeople,
    purge: purgeData,
    recount: countAfter,
    'remove-silo': removeTenantsSilo,
    delete: deleteTenant,
    compensate: compensateWork('offboarding', 'sbt_aws_offboardingFailure'),
  },
}

/** A step of a run that has ended, or that another one has followed. */
export class Superseded extends Error {
  override name = 'Superseded'
}

const DONE: StepOutcome = { next: 'done' }

/** Runs one step of a workflow's state machine. An error that may pass by itself is thrown as one, and the machine tries again. */
export const runStep =
  (services: Services, steps: Record<string, Steps> = STEPS) =>
  async (event: unknown): Promise<StepOutcome> => {
    const input = z.parse(StepInput, event)
    return markTransient(async () => {
      const run = input.step === 'give-up' ? giveUp : steps[input.kind]?.[input.step]
      if (!run) throw new Error(`A workflow of the kind ${input.kind} has no step ${input.step}`)
      const found = await readWork(services, input)
      if (isOver(found, input)) return DONE
      const work = waitsForSlot(found.workflow) ? await begun(services, found, input) : found
      if (isForward(input.step) && work.workflow.undoRequested) throw new UndoRequested('An operator has asked for it')
      const outcome = await run(services, work, input)
      return outcome ? recordOutcome(services, input, outcome) : DONE
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

const isForward = (step: StepInput['step']): boolean => step !== 'compensate' && step !== 'give-up'

/** Whether there is nothing to do: the step was done before, or there is nothing to undo. A step that came too late throws. */
function isOver({ workflow }: Work, { kind, step, attempt, taskToken }: StepInput): boolean {
  const isCurrent = workflow.attempt === attempt
  if (isCurrent && workflow.status === 'running') {
    const state = workflow.steps.find(({ name }) => name === step)?.status
    // The machine has the steps of all tenants: a tenant of the pool needs no silo.
    if (state === undefined) return stepsOf(kind).some(({ name }) => name === step)
    // A step that waits has a token of its own each time, which only an answer to another request settles.
    return state === 'done' && taskToken === undefined
  }
  if (!isForward(step) || (isCurrent && workflow.status === 'done')) return true
  throw new Superseded(
    `${step} of run ${attempt} of ${kind} comes too late: workflow ${workflow.workflowId} is ${workflow.status} in run ${workflow.attempt}`,
  )
}
