import * as z from 'zod/mini'
import { TenantId } from '../ids.ts'
import { type OperationSchemas, pageOf } from '../openapi.ts'
import { STEP_NAMES, STEP_STATUSES, WORKFLOW_KINDS, WORKFLOW_STATUSES, WorkflowId } from '../workflows.ts'

/** What is done on a tenant in the background: its steps, and what an operator may do about it now. */
export const WorkflowView = z
  .object({
    workflowId: WorkflowId,
    kind: z.enum(WORKFLOW_KINDS),
    status: z.enum(WORKFLOW_STATUSES),
    steps: z.array(
      z.object({
        name: z.enum(STEP_NAMES),
        status: z.enum(STEP_STATUSES),
        /** Null until the step starts. */
        startedAt: z.nullable(z.iso.datetime()),
        endedAt: z.optional(z.iso.datetime()),
        error: z.optional(z.string()),
      }),
    ),
    /** A person, a slot to run in while others run, or an answer of the application plane; null while it waits for nothing. */
    waitsFor: z.nullable(z.enum(['approval', 'slot', 'answer'])),
    /** Null while nothing has failed. */
    error: z.nullable(z.string()),
    /** A failed workflow whose compensation did not end may have left something over. */
    hasLeftovers: z.boolean(),
    /** 1 for the first run, one more with every retry. */
    attempt: z.int(),
    startedAt: z.iso.datetime(),
    endedAt: z.nullable(z.iso.datetime()),
    actions: z.array(z.enum(['retry', 'undo', 'confirm'])),
  })
  .register(z.globalRegistry, { id: 'Workflow' })
export type WorkflowView = z.infer<typeof WorkflowView>

const StartedWorkflow = z.object({ workflowId: WorkflowId }).register(z.globalRegistry, { id: 'StartedWorkflow' })

export const RejectBody = z
  .strictObject({ reason: z.optional(z.string().check(z.trim(), z.minLength(1), z.maxLength(500))) })
  .register(z.globalRegistry, { id: 'RejectBody' })

const onTenant = { params: z.object({ id: TenantId }) }
const inWorkflow = { params: z.object({ id: TenantId, workflowId: WorkflowId }) }
/** What an operator does with a workflow; a kind or a state that does not allow it is CONFLICT. */
const action = { ...inWorkflow, status: 202, response: WorkflowView, errors: ['CONFLICT'] } as const

/** What the operations on workflows, and those that start one, take and answer. */
export const WORKFLOW_SCHEMAS = {
  deleteTenant: {
    ...onTenant,
    summary: 'Delete a tenant whose onboarding failed. Its name is free again.',
    status: 202,
    response: StartedWorkflow,
    errors: ['CONFLICT'],
  },
  listWorkflows: {
    ...onTenant,
    summary: 'Workflows of a tenant, newest first.',
    paged: true,
    response: pageOf(WorkflowView),
  },
  getWorkflow: { ...inWorkflow, summary: 'One workflow, step by step.', response: WorkflowView },
  retryWorkflow: { ...action, summary: 'Run a failed workflow again, from its first step.' },
  undoWorkflow: { ...action, summary: 'Take back what a workflow does or has done.' },
  confirmWorkflow: { ...action, summary: 'Let a workflow that waits for a person go on.' },
} as const satisfies Record<string, OperationSchemas>
