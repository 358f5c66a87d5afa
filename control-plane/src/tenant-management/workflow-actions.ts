import type { WorkflowView } from '@tenantry/contracts/control-plane-api/workflow-schemas.ts'
import type { WorkflowKind } from '@tenantry/contracts/workflows.ts'
import type { Change, WorkChange, WorkKind } from '../tenants/tenant.ts'
import {
  finalHasBegun,
  hasLeftovers,
  queueUndo,
  queueWorkflow,
  requestUndo,
  undoWorkflow,
  type Workflow,
} from '../workflows/workflow.ts'

export type ActionName = WorkflowView['actions'][number]

/** What an operator may do with a workflow of some kind. */
export interface Action {
  /** Whether it can be done now. */
  fits(workflow: Workflow): boolean
  /** What happens to the tenant; the reason, if the operator gave one, is for its history. */
  change(reason: string | null, workflow: Workflow): Change
  workflow(before: Workflow, at: string): Workflow
  /** Whether the tenant gives up its claim of its name. */
  releasesName?(workflow: Workflow): boolean
}

const is =
  (status: Workflow['status']) =>
  (workflow: Workflow): boolean =>
    workflow.status === status

const runsAgain = { fits: is('failed'), workflow: queueWorkflow }
const runsOn = { fits: is('waiting'), workflow: queueWorkflow }

/**
 * The actions of work on a tenant that is served: it can be tried again after a failure, confirmed where it was paused, and undone until a step has begun
 * that is final. What runs stops at its next step or page.
 */
function workActions(kind: WorkKind) {
  const becomes =
    (what: 'retried' | 'confirmed' | 'undoing') =>
    (_reason: string | null, { workflowId }: Workflow): WorkChange => ({
      type: `${kind}-${what}` as WorkChange['type'],
      workflowId,
    })
  return {
    retry: { change: becomes('retried'), ...runsAgain },
    confirm: {
      change: becomes('confirmed'),
      fits: ({ status, waitsFor }) => status === 'waiting' && waitsFor?.what === 'confirm',
      workflow: queueWorkflow,
    },
    undo: {
      change: becomes('undoing'),
      fits: canUndo,
      workflow: (before) => (before.status === 'running' ? requestUndo(before) : queueUndo(before)),
    },
  } satisfies Partial<Record<ActionName, Action>>
}

const canUndo = (workflow: Workflow): boolean =>
  !workflow.undoRequested &&
  !finalHasBegun(workflow) &&
  (workflow.status === 'running' || workflow.status === 'waiting' || hasLeftovers(workflow))

/** What is left over of a move that could be neither ended nor undone says where the tenant's data is: it is undone before anything else. */
function moveActions() {
  const { retry, ...others } = workActions('move')
  return {
    ...others,
    retry: { ...retry, fits: (workflow) => retry.fits(workflow) && !hasLeftovers(workflow) },
  } satisfies Partial<Record<ActionName, Action>>
}

/** What awaits an approval can be rejected. */
const onboardingActions = {
  retry: { change: () => ({ type: 'onboarding-retried' }), ...runsAgain },
  confirm: { change: () => ({ type: 'approved' }), ...runsOn },
  undo: {
    fits: is('waiting'),
    change: (reason) => ({ type: 'rejected', reason: reason ?? 'Rejected by an operator' }),
    workflow: undoWorkflow,
    releasesName: () => true,
  },
} satisfies Partial<Record<ActionName, Action>>

/** An import may take hours: it can be undone while it runs, too. */
function importActions() {
  const { undo: reject, ...others } = onboardingActions
  const { undo } = workActions('restore')
  const of = (workflow: Workflow) => (reject.fits(workflow) ? reject : undo)
  return {
    ...others,
    undo: {
      fits: canUndo,
      change: (reason, workflow) => (reject.fits(workflow) ? reject.change(reason) : { type: 'onboarding-undoing' }),
      workflow: (before, at) => of(before).workflow(before, at),
      releasesName: reject.fits,
    },
  } satisfies Partial<Record<ActionName, Action>>
}

/** A kind that does not name an action cannot do it. */
const ACTIONS: Record<WorkflowKind, Partial<Record<ActionName, Action>>> = {
  onboarding: onboardingActions,
  import: importActions(),
  'change-tier': workActions('change-tier'),
  'grow-shards': workActions('grow-shards'),
  move: moveActions(),
  export: workActions('export'),
  restore: workActions('restore'),
  offboarding: workActions('offboarding'),
}

/** An action of a kind of workflow; undefined where the kind has no such action. */
export const actionOf = (kind: WorkflowKind, name: ActionName): Action | undefined => ACTIONS[kind][name]

/** What can be done with a workflow now. */
export const actionsOf = (workflow: Workflow): ActionName[] =>
  (Object.entries(ACTIONS[workflow.kind]) as [ActionName, Action][])
    .filter(([, { fits }]) => fits(workflow))
    .map(([name]) => name)
