import type { WorkflowView } from '@tenantry/contracts/control-plane-api/workflow-schemas.ts'
import type { WorkflowKind } from '@tenantry/contracts/workflows.ts'
import { ApiError } from '@tenantry/toolkit/api-error.ts'
import type { ApiRequest } from '@tenantry/toolkit/http.ts'
import type { OutboxEntry } from '@tenantry/toolkit/outbox.ts'
import { startEntry } from '../tenants/outbox-entries.ts'
import type { Change, Tenant } from '../tenants/tenant.ts'
import { queueWorkflow, undoWorkflow, type Workflow } from '../workflows/workflow.ts'
import { changeTenant, type Services } from './change-tenant.ts'

type ActionName = WorkflowView['actions'][number]

/** What an operator may do with a workflow of some kind. */
interface Action {
  /** The state of the workflow in which it can be done. */
  from: Workflow['status']
  /** What happens to the tenant; the reason, if the operator gave one, is for its history. */
  change(reason: string | null): Change
  workflow(before: Workflow, at: string): Workflow
  /** Whether the tenant gives up its claim of its name. */
  releasesName: boolean
}

const runs = { workflow: queueWorkflow, releasesName: false }

/** A kind that does not name an action cannot do it. */
const ACTIONS: Record<WorkflowKind, Partial<Record<ActionName, Action>>> = {
  onboarding: {
    retry: { from: 'failed', change: () => ({ type: 'onboarding-retried' }), ...runs },
    confirm: { from: 'waiting', change: () => ({ type: 'approved' }), ...runs },
    undo: {
      from: 'waiting',
      change: (reason) => ({ type: 'rejected', reason: reason ?? 'Rejected by an operator' }),
      workflow: undoWorkflow,
      releasesName: true,
    },
  },
  offboarding: {},
}

/** What can be done with a workflow now. */
export const actionsOf = ({ kind, status }: Workflow): ActionName[] =>
  (Object.entries(ACTIONS[kind]) as [ActionName, Action][])
    .filter(([, { from }]) => from === status)
    .map(([name]) => name)

/** Does something with a workflow in an operator's name, and answers the workflow and the tenant as they are then. CONFLICT where kind or state do not allow it. */
export async function applyAction(
  services: Services,
  request: ApiRequest,
  {
    tenant,
    workflow,
    action: name,
    reason,
  }: { tenant: Tenant; workflow: Workflow; action: ActionName; reason: string | null },
): Promise<{ tenant: Tenant; workflow: Workflow }> {
  const action = ACTIONS[workflow.kind][name]
  if (!action) throw new ApiError('CONFLICT', `A workflow of the kind ${workflow.kind} has no ${name}.`)
  if (action.from !== workflow.status || tenant.workflowId !== workflow.workflowId)
    throw new ApiError('CONFLICT', `The workflow is ${workflow.status}, which does not allow this.`)
  let next = workflow
  const after = await changeTenant(services, request, tenant, {
    change: action.change(reason),
    consequences(changed, at) {
      next = action.workflow(workflow, at)
      const outbox = next.status === 'running' ? startOf(changed, next, at) : null
      return { workflow: { before: workflow, after: next }, outbox, releasesName: action.releasesName }
    },
  })
  return { tenant: after, workflow: next }
}

/** What makes the workflow's state machine run. */
function startOf(tenant: Tenant, { kind, workflowId, attempt }: Workflow, at: string): OutboxEntry {
  if (kind === 'offboarding') throw new Error(`A workflow of the kind ${kind} has no state machine`)
  return startEntry(tenant, { kind, workflowId, attempt }, at)
}
