import type { WorkflowView } from '@tenantry/contracts/control-plane-api/workflow-schemas.ts'
import { DeletionReport } from '@tenantry/contracts/deletion-report.ts'
import { ExportManifest } from '@tenantry/contracts/exports.ts'
import * as z from 'zod/mini'
import { hasLeftovers, type Step, type Workflow } from '../workflows/workflow.ts'
import { actionsOf } from './workflow-actions.ts'

/** What it has found or made, as operators see it. */
const Shown = z.object({ manifest: z.optional(ExportManifest), report: z.optional(DeletionReport) })

/** A workflow as operators see it. What it waits with, its task token, is shown to nobody. */
export function workflowView(workflow: Workflow): WorkflowView {
  const { workflowId, kind, status, steps, waitsFor, input, undoRequested, error, attempt, startedAt, endedAt } =
    workflow
  return {
    workflowId,
    kind,
    status,
    steps: steps.map(stepView),
    waitsFor: isOver(workflow) ? null : (waitsFor?.what ?? null),
    waitsUntil: waitsFor?.what === 'time' && status === 'waiting' ? waitsFor.until : null,
    undoRequested,
    input,
    error,
    hasLeftovers: hasLeftovers(workflow),
    attempt,
    ...z.parse(Shown, workflow.result ?? {}),
    startedAt,
    endedAt,
    actions: actionsOf(workflow),
  }
}

/** Whether what it waited for has come: it is kept for an answer that comes twice. */
const isOver = ({ waitsFor, steps }: Workflow): boolean =>
  waitsFor?.what === 'answer' && steps.some(({ name, status }) => name === waitsFor.step && status === 'done')

const stepView = ({ name, status, startedAt, endedAt, error }: Step): WorkflowView['steps'][number] => ({
  name,
  status,
  startedAt,
  ...(endedAt !== null && { endedAt }),
  ...(error !== null && { error }),
})
