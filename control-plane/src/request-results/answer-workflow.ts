import type { RequestResult } from '@tenantry/contracts/events.ts'
import { TRANSIENT_ERROR } from '@tenantry/contracts/workflows.ts'
import type { Logger } from '@tenantry/toolkit/logger.ts'
import type { System } from '@tenantry/toolkit/system.ts'
import { noteReturn } from '../workflows/asked-back.ts'
import { finishStep, type Workflow } from '../workflows/workflow.ts'
import type { WorkflowStore } from '../workflows/workflow-store.ts'
import type { WaitingTasks } from './waiting-tasks.ts'

export interface Services {
  workflows: Pick<WorkflowStore, 'get' | 'save'>
  tasks: WaitingTasks
  logger: Pick<Logger, 'info'>
  system: Pick<System, 'now'>
}

type Wait = Extract<Workflow['waitsFor'], { what: 'answer' }>

/** Hands the app plane's answer to the workflow that waits for it. An answer to an earlier request than the last one is ignored, and so is a second one. */
export const answerWorkflow =
  ({ workflows, tasks, logger, system }: Services) =>
  async (outcome: 'success' | 'failure', result: RequestResult): Promise<void> => {
    const { tenantId, workflowId, sequence } = result
    const workflow = workflowId === null ? null : await workflows.get(tenantId, workflowId)
    const wait = workflow && waitFor(workflow, sequence)
    const at = new Date(system.now()).toISOString()
    const returned = workflow && outcome === 'success' ? noteReturn(workflow, sequence, at) : null
    if (workflow && returned) {
      await workflows.save({ before: workflow, after: returned })
      return
    }
    if (!workflow || !wait) {
      logger.info('no workflow waits for this answer', { tenantId, workflowId, sequence, outcome })
      return
    }
    if (outcome === 'failure') {
      const reason = result.reason ?? 'The application plane gave no reason.'
      return tasks.fail(wait.taskToken, { error: result.isTransient ? TRANSIENT_ERROR : 'RequestFailed', reason })
    }
    if (!isDone(workflow, wait)) {
      await workflows.save({ before: workflow, after: finishStep(workflow, wait.step, at) })
    }
    return tasks.succeed(wait.taskToken, { sequence })
  }

const waitFor = ({ status, waitsFor }: Workflow, sequence: number): Wait | null =>
  status === 'running' && waitsFor?.what === 'answer' && waitsFor.sequence === sequence ? waitsFor : null

const isDone = ({ steps }: Workflow, { step }: Wait): boolean =>
  steps.some(({ name, status }) => name === step && status === 'done')
