import { ApiError } from '@tenantry/toolkit/api-error.ts'
import type { ApiRequest } from '@tenantry/toolkit/http.ts'
import { startEntry } from '../tenants/outbox-entries.ts'
import type { Tenant } from '../tenants/tenant.ts'
import type { Workflow } from '../workflows/workflow.ts'
import { changeTenant, type Services } from './change-tenant.ts'
import { type Action, type ActionName, actionOf } from './workflow-actions.ts'

/** A workflow and its tenant, read together. */
export interface Found {
  tenant: Tenant
  workflow: Workflow
}

interface Acting {
  action: ActionName
  /** For the tenant's history. */
  reason: string | null
}

/** Does something with a workflow in an operator's name, and answers the workflow and the tenant as they are then. CONFLICT where kind or state do not allow it. */
export async function applyAction(
  services: Services,
  request: ApiRequest,
  found: Found,
  { action: name, reason }: Acting,
): Promise<Found> {
  const { tenant, workflow } = found
  const action = permitted(found, name)
  let next = workflow
  const after = await changeTenant(services, request, tenant, {
    change: action.change(reason, workflow),
    consequences(changed, at) {
      next = action.workflow(workflow, at)
      const outbox = next.attempt > workflow.attempt ? startEntry(changed, next, at) : null
      return {
        workflow: { before: workflow, after: next },
        outbox,
        releasesName: action.releasesName?.(workflow) ?? false,
      }
    },
  })
  return { tenant: after, workflow: next }
}

function permitted({ tenant, workflow }: Found, name: ActionName): Action {
  const action = actionOf(workflow.kind, name)
  if (!action) throw new ApiError('CONFLICT', `A workflow of the kind ${workflow.kind} has no ${name}.`)
  // What failed and was undone holds its tenant no more.
  const isHeld = tenant.workflowId === workflow.workflowId || (name === 'retry' && tenant.workflowId === null)
  if (!action.fits(workflow) || !isHeld)
    throw new ApiError('CONFLICT', `The workflow is ${workflow.status}, which does not allow this.`)
  return action
}
