import type { Services } from '@tenantry/control-plane/tenant-management/change-tenant.ts'
import { againWhenStale } from '@tenantry/control-plane/tenants/again-when-stale.ts'
import { sendNow } from '@tenantry/control-plane/tenants/outbox-entries.ts'
import type { Tenant } from '@tenantry/control-plane/tenants/tenant.ts'
import { newWorkflow } from '@tenantry/control-plane/workflows/new-workflow.ts'
import type { Workflow } from '@tenantry/control-plane/workflows/workflow.ts'
import type { Entry } from '@tenantry/toolkit/events.ts'
import type { ApiOperation } from '@tenantry/toolkit/http.ts'
import { system } from '@tenantry/toolkit/system.ts'
import {
  AT,
  buildOperator,
  buildRequest,
  buildSignUp,
  buildWorkflow,
  standingClock,
  TENANT_ID,
  WORKFLOW_ID,
} from './builders.ts'
import { type TestControlPlane, testControlPlane } from './control-plane.ts'

/** An onboarding as it stands beside a tenant in this state. */
function workflowBeside({ status }: Tenant): Workflow {
  switch (status) {
    case 'awaiting-approval':
      return newWorkflow({ workflowId: WORKFLOW_ID, tenantId: TENANT_ID }, 'onboarding', AT)
    case 'failed':
      return buildWorkflow({ status: 'failed', error: 'The pool is full', dueAt: null, endedAt: AT })
    case 'provisioning':
      return buildWorkflow()
    default:
      return buildWorkflow({ status: 'done', dueAt: null, endedAt: AT })
  }
}

type Everything = Services & TestControlPlane & { graceDays: number }

/** A stored tenant, and what operators can do with it; what leaves the control plane is in `sent`. */
export async function testOperator(tenant: Tenant, workflow = workflowBeside(tenant)) {
  const plane = await testControlPlane()
  await plane.tenants.register(buildSignUp({ tenant, workflow }))
  const sent: Entry[] = []
  const send = sendNow(plane.outbox, async ({ type, detail }) => void sent.push({ type, detail }), { warn: () => {} })
  const services: Everything = {
    ...plane,
    send,
    graceDays: 30,
    system: { ...system, ...standingClock, ...plane.clock },
  }
  return {
    plane,
    sent,
    /** Runs an operation in an operator's name. */
    run: (
      operation: (services: Everything) => ApiOperation,
      {
        body,
        id = TENANT_ID,
        workflowId = WORKFLOW_ID,
        by = 'op1',
      }: { body?: unknown; id?: string; workflowId?: string; by?: string } = {},
    ) => {
      const request = buildRequest({ params: { id, workflowId }, body, caller: buildOperator(by) })
      return againWhenStale({ operation: operation(services) }).operation(request)
    },
    tenant: () => plane.tenants.tenant(tenant.tenantId),
    workflow: (workflowId = WORKFLOW_ID) => plane.workflows.get(tenant.tenantId, workflowId),
  }
}

export type TestOperator = Awaited<ReturnType<typeof testOperator>>
