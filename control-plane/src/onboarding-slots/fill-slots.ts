import type { System } from '@tenantry/toolkit/system.ts'
import type { StartRun } from '../tenants/senders.ts'
import { Stale } from '../tenants/stale.ts'
import type { Run, Slots } from '../workflows/slots.ts'
import { beginWorkflow, type Workflow, waitsForSlot } from '../workflows/workflow.ts'
import type { WorkflowStore } from '../workflows/workflow-store.ts'

export interface Services {
  slots: Slots
  workflows: Pick<WorkflowStore, 'get' | 'queued' | 'save'>
  start: StartRun
  /** How many slots there are. */
  most: number
  system: Pick<System, 'now'>
}

/**
 * Frees the slots of onboardings that have ended, whoever forgot to, and starts those that have waited longest. It runs when an onboarding ends, and each
 * minute for what a crash left. Everything in it may be done twice.
 */
export async function fillSlots(services: Services): Promise<void> {
  const { slots, workflows, most } = services
  for (const run of await slots.holders()) {
    const workflow = await workflows.get(run.tenantId, run.workflowId)
    if (!workflow || !isUnderWay(workflow, run)) await slots.free(run)
    // Its starter crashed between the slot and the state machine, or the machine was never heard of.
    else if (waitsForSlot(workflow)) await begin(services, workflow)
  }
  for (const listed of await workflows.queued(2 * most)) {
    // The index may lag: what has begun, or ended, takes no slot.
    const workflow = await workflows.get(listed.tenantId, listed.workflowId)
    if (!workflow || !waitsForSlot(workflow)) continue
    if (!(await slots.take(workflow))) return
    await start(services, workflow)
  }
}

const isUnderWay = ({ status, attempt }: Workflow, run: Run): boolean => status === 'running' && attempt === run.attempt

function start({ start }: Pick<Services, 'start'>, { kind, ...run }: Workflow): Promise<void> {
  if (kind === 'offboarding') throw new Error(`A workflow of the kind ${kind} has no state machine`)
  return start({ kind, tenantId: run.tenantId, workflowId: run.workflowId, attempt: run.attempt })
}

/** Starts it and says so in its record, so that the watch finds it when nothing is heard of it. */
async function begin(services: Services, workflow: Workflow): Promise<void> {
  await start(services, workflow)
  try {
    const at = new Date(services.system.now()).toISOString()
    await services.workflows.save({ before: workflow, after: beginWorkflow(workflow, at) })
  } catch (error) {
    // Its first step has said so.
    if (!(error instanceof Stale)) throw error
  }
}
