import { APP_PLANE_SOURCE, SILO_SOURCES } from '@tenantry/contracts/events.ts'
import { TENANT_REQUEST } from '@tenantry/contracts/tenant-request.ts'
import { Env } from '@tenantry/control-plane/tenant-requests/env.ts'
import { Duration } from 'aws-cdk-lib'
import type { IEventBus } from 'aws-cdk-lib/aws-events'
import type { Function as LambdaFunction, LayerVersion } from 'aws-cdk-lib/aws-lambda'
import type { Construct } from 'constructs'
import { mayAudit } from '../foundation/audit-table.ts'
import { consume, consumerQueue } from '../foundation/consumer.ts'
import { mayAccess } from '../foundation/item-rights.ts'
import { microservice } from '../foundation/microservice.ts'
import { EVENT_BUS_NAME } from '../names.ts'
import { announces, type ControlPlaneData } from './data.ts'
import type { SignUpLimits } from './sign-up-limits.ts'
import { machineArns, mayStartWorkflows, type WorkflowMachines } from './workflow-machines.ts'

const TIMEOUT = Duration.seconds(10)

/** Takes the exports that admins of tenants ask for. */
export function tenantRequests(
  scope: Construct,
  {
    layer,
    data,
    bus,
    machines,
    limits,
  }: { layer: LayerVersion; data: ControlPlaneData; bus: IEventBus; machines: WorkflowMachines; limits: SignUpLimits },
): LambdaFunction {
  const queue = consumerQueue(scope, 'tenant-requests', TIMEOUT, {
    bus,
    source: [APP_PLANE_SOURCE, { prefix: SILO_SOURCES }],
    detailTypes: [TENANT_REQUEST],
  })
  const fn = microservice(scope, 'TenantRequests', {
    entry: 'control-plane/tenant-requests',
    description: 'What the app plane asks for tenants',
    layer,
    timeout: TIMEOUT,
    env: Env,
    environment: {
      TENANTS_TABLE: data.tenants.tableName,
      OUTBOX_TABLE: data.outbox.tableName,
      AUDIT_TABLE: data.audit.tableName,
      WORKFLOW_MACHINES: machineArns(machines),
      ONBOARDING_SLOTS: limits.onboardingSlots.valueAsString,
      EVENT_BUS_NAME,
      QUEUE_URL: queue.queueUrl,
    },
  })
  mayAccess(fn, data.tenants, 'GetItem', 'PutItem')
  announces(fn, data)
  mayAudit(fn, data.audit, 'tenant-requests')
  mayStartWorkflows(fn, machines, data.tenants, ['export'])
  consume(fn, queue)
  return fn
}
