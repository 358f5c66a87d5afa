import { SLOT_GROUPS } from '@tenantry/contracts/workflows.ts'
import type { System } from '@tenantry/toolkit/system.ts'
import { runOf } from '../tenants/outbox-entries.ts'
import type { StartRun } from '../tenants/senders.ts'
import { Stale } from '../tenants/stale.ts'
import type { MostRuns, Run, Slots } from '../workflows/slots.ts'
import { beginWorkflow, queueWorkflow, type Workflow, waitsForSlot } from '../workflows/workflow.ts'
import type { WorkflowStore } from '../workflows/workflow-store.ts'

export interface Services {
  slots: Slots
  workflows: Pick<WorkflowStore, 'get' | 'queued' | 'timed' | 'save'>
  start: StartRun
  /** How many slots there are. */
  most: MostRuns
  system: Pick<System, 'now'>
}

/** Workflows whose time has come, of one run. */
const MAX_TIMED = 100

/**
 * Frees the slots of workflows that have ended, whoever forgot to, and starts those that have waited longest, or whose time has come. It runs when a workflow
 * ends, and each minute. Everything in it may be done twice.
 */
export async function fillSlots(services: Services): Promise<void> {
  const { slots, workflows, most } = services
  for (const run of await slots.holders()) {
    const workflow = await workflows.get(run.tenantId, run.workflowId)
    if (!workflow || !isUnderWay(workflow, run)) await slots.free(run)
    // Its starter crashed between the slot and the state machine, or the machine was never heard of.
    else if (waitsForSlot(workflow)) await begin(services, workflow)
  }
  for (const listed of await workflows.timed(now(services), MAX_TIMED)) await wake(services, listed)
  for (const group of SLOT_GROUPS) {
    for (const listed of await workflows.queued(group, 2 * most[group])) {
      // The index may lag: what has begun, or ended, takes no slot.
      const workflow = await workflows.get(listed.tenantId, listed.workflowId)
      if (!workflow || !waitsForSlot(workflow)) continue
      if (!(await slots.take(workflow))) break
      await services.start(runOf(workflow))
    }
  }
}

const now = ({ system }: Pick<Services, 'system'>): string => new Date(system.now()).toISOString()

const isUnderWay = ({ status, attempt }: Workflow, run: Run): boolean => status === 'running' && attempt === run.attempt

/** Its time has come: it runs where there is a slot, and waits for one otherwise. */
async function wake(services: Services, { tenantId, workflowId }: Workflow): Promise<void> {
  const { workflows, slots } = services
  const before = await workflows.get(tenantId, workflowId)
  if (before?.status !== 'waiting' || before.waitsFor?.what !== 'time' || before.waitsFor.until > now(services)) return
  const queued = await unlessStale(() => workflows.save({ before, after: queueWorkflow(before) }))
  if (queued && (await slots.take(queued))) await begin(services, queued)
}

/** Starts it and says so in its record, so that the watch finds it when nothing is heard of it. */
async function begin(services: Services, workflow: Workflow): Promise<void> {
  const { start, workflows } = services
  await start(runOf(workflow))
  // Its first step may have said so.
  await unlessStale(() => workflows.save({ before: workflow, after: beginWorkflow(workflow, now(services)) }))
}

async function unlessStale<T>(save: () => Promise<T>): Promise<T | null> {
  try {
    return await save()
  } catch (error) {
    if (!(error instanceof Stale)) throw error
    return null
  }
}
