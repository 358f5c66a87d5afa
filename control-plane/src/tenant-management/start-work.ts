import type { DetailType } from '@tenantry/contracts/events.ts'
import { type MachineKind, workflowId } from '@tenantry/contracts/workflows.ts'
import { ApiError } from '@tenantry/toolkit/api-error.ts'
import type { ApiRequest } from '@tenantry/toolkit/http.ts'
import { eventEntry, startEntry } from '../tenants/outbox-entries.ts'
import type { Tenant, WorkChange, WorkKind } from '../tenants/tenant.ts'
import { stateOf } from '../tenants/tenant-state.ts'
import { newWorkflow } from '../workflows/new-workflow.ts'
import { postponeWorkflow, queueWorkflow, type Workflow } from '../workflows/workflow.ts'
import { changeTenant, type Services } from './change-tenant.ts'

export interface Work {
  kind: MachineKind & WorkKind
  /** What is asked for. */
  input: Workflow['input']
  /** When it begins, in ISO time, and the event that tells of it; at once if left out. */
  begins?: { at: string; event: DetailType }
  /** What else is said of the change. */
  change?: Pick<WorkChange, 'endsAt' | 'reason'>
}

/** Kinds of work that settle what a tenant asks for: another tier, or to leave. */
const ENDS_REQUEST: ReadonlySet<string> = new Set(['change-tier', 'move', 'offboarding'])

/** Starts work on a tenant in an operator's name, and answers its workflow. CONFLICT where another one holds the tenant. */
export async function startWork(
  services: Services,
  request: ApiRequest,
  tenant: Tenant,
  { kind, input, begins, change: more }: Work,
): Promise<Workflow> {
  if (tenant.workflowId !== null)
    throw new ApiError(
      'CONFLICT',
      `Workflow ${tenant.workflowId} holds the tenant. Wait until it has ended, or undo it.`,
    )
  const { tenantId } = tenant
  const id = workflowId(services.system.now(), services.system.random)
  const at = new Date(services.system.now()).toISOString()
  const waiting = newWorkflow({ tenantId, workflowId: id }, kind, at, { input, where: tenant.deployment.kind })
  const workflow = begins ? postponeWorkflow(waiting, begins.at) : queueWorkflow(waiting)
  const change: WorkChange = { type: `${kind}-started` as WorkChange['type'], workflowId: id, ...more }
  await changeTenant(services, request, tenant, {
    change,
    consequences: (after, at) => ({
      workflow: { before: null, after: workflow },
      outbox: begins
        ? eventEntry(begins.event, stateOf(after, { workflowId: id }), at)
        : startEntry(after, workflow, at),
      endsRequest: ENDS_REQUEST.has(kind),
    }),
  })
  return workflow
}
