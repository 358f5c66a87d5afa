import * as z from 'zod/mini'
import { DeletionReport } from '../deletion-report.ts'
import { DownloadLink, ExportId, ExportManifest, LinkBody, MANIFEST } from '../exports.ts'
import { MAX_SHARDS, TenantId } from '../ids.ts'
import { type OperationSchemas, pageOf } from '../openapi.ts'
import {
  STEP_NAMES,
  STEP_STATUSES,
  WORKFLOW_KINDS,
  WORKFLOW_STAGES,
  WORKFLOW_STATUSES,
  WorkflowId,
} from '../workflows.ts'
import { limitSchemas, planSchemas } from './tier-schemas.ts'

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
    /** A person who approves or confirms, a time, a slot to run in while others run, or an answer of the application plane; null while it waits for nothing. */
    waitsFor: z.nullable(z.enum(['approval', 'confirm', 'time', 'slot', 'answer'])),
    /** Until when it waits for a time; null while it does not. */
    waitsUntil: z.nullable(z.iso.datetime()),
    /** Whether what it has done is to be undone. */
    undoRequested: z.boolean(),
    /** What was asked for: the tier of a change, for example. */
    input: z.record(z.string(), z.unknown()),
    /** Null while nothing has failed. */
    error: z.nullable(z.string()),
    /** A failed workflow whose compensation did not end may have left something over. */
    hasLeftovers: z.boolean(),
    /** 1 for the first run, one more with every retry. */
    attempt: z.int(),
    /** Of a workflow that exported a tenant, once it has. */
    manifest: z.optional(ExportManifest),
    /** Of an offboarding that is done. */
    report: z.optional(DeletionReport),
    startedAt: z.iso.datetime(),
    endedAt: z.nullable(z.iso.datetime()),
    actions: z.array(z.enum(['retry', 'undo', 'confirm'])),
  })
  .register(z.globalRegistry, { id: 'Workflow' })
export type WorkflowView = z.infer<typeof WorkflowView>

/** A workflow beside others' ones. */
export const ListedWorkflow = z
  .extend(WorkflowView, { tenantId: TenantId, tenantName: z.string() })
  .register(z.globalRegistry, { id: 'ListedWorkflow' })
export type ListedWorkflow = z.infer<typeof ListedWorkflow>

export const WorkflowFilter = z.object({ stage: z.optional(z.enum(WORKFLOW_STAGES)) })

const StartedWorkflow = z.object({ workflowId: WorkflowId }).register(z.globalRegistry, { id: 'StartedWorkflow' })

export const SuspendBody = z
  .strictObject({ reason: z.string().check(z.trim(), z.minLength(1), z.maxLength(500)) })
  .register(z.globalRegistry, { id: 'SuspendBody' })

export const RejectBody = z
  .strictObject({ reason: z.optional(z.string().check(z.trim(), z.minLength(1), z.maxLength(500))) })
  .register(z.globalRegistry, { id: 'RejectBody' })

export const GrowShardsBody = z
  .strictObject({ shards: z.int().check(z.minimum(1), z.maximum(MAX_SHARDS)) })
  .register(z.globalRegistry, { id: 'GrowShardsBody' })

/** An export of the deployment's own bucket of exports. */
export const RestoreBody = z
  .strictObject({
    exportId: ExportId,
    /** Whether what the tenant has is deleted first; a tenant that has something is refused otherwise. */
    overwrite: z._default(z.boolean(), false),
    /** Whether the people of the export come back, too. */
    people: z._default(z.boolean(), true),
  })
  .register(z.globalRegistry, { id: 'RestoreBody' })

export const OffboardingQuery = z.object({
  /** Days until the tenant is deleted; 0 begins at once. The default is the deployment's. */
  graceDays: z.optional(z.string().check(z.regex(/^(0|[1-9]\d{0,2})$/, 'must be a number of days from 0 to 999'))),
})

const onTenant = { params: z.object({ id: TenantId }) }
const inWorkflow = { params: z.object({ id: TenantId, workflowId: WorkflowId }) }
/** What an operator does with a workflow; a kind or a state that does not allow it is CONFLICT. */
const action = { ...inWorkflow, status: 202, response: WorkflowView, errors: ['CONFLICT'] } as const

/** `force` lets a tenant change to a tier that is too small for what it uses. */
export const ChangeTierBody = z
  .strictObject({ tier: z.string().check(z.minLength(1), z.maxLength(64)), force: z.optional(z.boolean()) })
  .register(z.globalRegistry, { id: 'ChangeTierBody' })

/** Limits of a tenant's own, in place of those of its tier, and what it has beyond its tier. A limit that is left out is the tier's at this moment. */
export const LimitsBody = z
  .strictObject({
    rate: z.optional(limitSchemas.rate),
    burst: z.optional(limitSchemas.burst),
    quota: z.optional(limitSchemas.quota),
    entitlements: z._default(planSchemas.entitlements, []),
    allowances: z._default(planSchemas.allowances, {}),
    until: z.iso.datetime(),
  })
  .register(z.globalRegistry, { id: 'LimitsBody' })

const work = { ...onTenant, status: 202, response: StartedWorkflow } as const

/** What the operations on workflows, and those that start one, take and answer. */
export const WORKFLOW_SCHEMAS = {
  deleteTenant: {
    ...onTenant,
    summary:
      'Delete a tenant with all that it has, after a time of grace in which it is served and this can be undone. A tenant whose onboarding failed is deleted at once.',
    status: 202,
    query: OffboardingQuery,
    response: StartedWorkflow,
    errors: ['CONFLICT'],
  },
  listAllWorkflows: {
    summary:
      'Workflows of all tenants that are not over: those that wait for a person, those at work, those that failed with something left over, and those that are to begin.',
    query: WorkflowFilter,
    paged: true,
    response: pageOf(ListedWorkflow),
  },
  growShards: {
    ...onTenant,
    summary: "Spread a tenant's new data over more shards. Their number only grows.",
    status: 202,
    body: GrowShardsBody,
    response: StartedWorkflow,
    errors: ['CONFLICT'],
  },
  exportTenant: {
    ...onTenant,
    summary: 'Write what a tenant has into files. The workflow shows their manifest.',
    status: 202,
    response: StartedWorkflow,
    errors: ['CONFLICT'],
  },
  restoreTenant: {
    ...onTenant,
    summary: 'Bring back what an export of a suspended tenant holds, under the ids that it had.',
    status: 202,
    body: RestoreBody,
    response: StartedWorkflow,
    errors: ['CONFLICT'],
  },
  linkExport: {
    params: z.object({ id: TenantId, exportId: ExportId }),
    summary: 'A link to a file of an export, which anybody can follow for a few minutes.',
    body: LinkBody,
    example: { file: MANIFEST },
    response: DownloadLink,
  },
  changeTier: {
    ...work,
    summary:
      'Change the tier of a tenant. No request is lost; what it has used of this month counts in the new tier too. Limits of its own end.',
    body: ChangeTierBody,
    errors: ['CONFLICT', 'TIER_TOO_SMALL', 'TIER_UNAVAILABLE', 'NO_PLAN_LEFT'],
  },
  setLimits: {
    ...work,
    summary: 'Give a tenant limits of its own until a time; then it returns to those of its tier by itself.',
    body: LimitsBody,
    errors: ['CONFLICT', 'NO_PLAN_LEFT'],
  },
  endLimits: { ...work, summary: "End a tenant's own limits before their time.", errors: ['CONFLICT'] },
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
