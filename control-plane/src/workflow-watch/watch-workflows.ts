import { WORKFLOWS_STANDING_STILL } from '@tenantry/contracts/metrics.ts'
import type { Logger } from '@tenantry/toolkit/logger.ts'
import type { CountMetric } from '@tenantry/toolkit/metrics.ts'
import type { System } from '@tenantry/toolkit/system.ts'
import { Stale } from '../tenants/stale.ts'
import { giveUp, type Workflow } from '../workflows/workflow.ts'
import type { WorkflowStore } from '../workflows/workflow-store.ts'
import type { FindExecution } from './find-execution.ts'

export interface Services {
  workflows: Pick<WorkflowStore, 'overdue' | 'save'>
  findExecution: FindExecution
  count: CountMetric
  system: Pick<System, 'now'>
  logger: Pick<Logger, 'warn'>
}

/** Workflows of one run; the next run follows a minute later. */
const MAX_WORKFLOWS = 100

/**
 * Finds the workflows that make no progress, and counts them for the alarm. One whose execution has ended without a word, by a timeout
 * or because somebody stopped it, is given up, so that an operator can retry it.
 */
export async function watchWorkflows(services: Services): Promise<{ standingStill: number }> {
  const { workflows, count, system, logger } = services
  const at = new Date(system.now()).toISOString()
  const overdue = await workflows.overdue(at, MAX_WORKFLOWS)
  for (const workflow of overdue) {
    const { tenantId, workflowId, kind, status, dueAt } = workflow
    logger.warn('a workflow stands still', { tenantId, workflowId, kind, status, dueAt })
    if (status === 'running') await giveUpIfEnded(services, workflow, at)
  }
  count(WORKFLOWS_STANDING_STILL, overdue.length)
  return { standingStill: overdue.length }
}

async function giveUpIfEnded(
  { workflows, findExecution }: Pick<Services, 'workflows' | 'findExecution'>,
  workflow: Workflow,
  at: string,
): Promise<void> {
  const execution = await findExecution(workflow)
  // One that was never started waits in the outbox, and starts when Step Functions is reached.
  if (!execution || execution.isRunning) return
  try {
    const error = `The execution of the state machine ended as ${execution.status}, and recorded no result`
    await workflows.save({ before: workflow, after: giveUp(workflow, error, at) })
  } catch (error) {
    // It moved on after all.
    if (!(error instanceof Stale)) throw error
  }
}
