import { Env } from '@tenantry/control-plane/tenant-expiry/env.ts'
import { Duration } from 'aws-cdk-lib'
import type { Function as LambdaFunction, LayerVersion } from 'aws-cdk-lib/aws-lambda'
import type { Construct } from 'constructs'
import { mayAudit } from '../foundation/audit-table.ts'
import { consume, consumerQueue } from '../foundation/consumer.ts'
import { mayAccess, mayQueryPartitions } from '../foundation/item-rights.ts'
import { microservice } from '../foundation/microservice.ts'
import { announces, type ControlPlaneData } from './data.ts'
import type { SignUpLimits } from './sign-up-limits.ts'
import { machineArns, mayStartWorkflows, type WorkflowMachines } from './workflow-machines.ts'

const TIMEOUT = Duration.seconds(50)

/** Has tenants leave that nobody has signed in to, four times an hour. */
export function tenantExpiry(
  scope: Construct,
  {
    layer,
    data,
    machines,
    limits,
  }: { layer: LayerVersion; data: ControlPlaneData; machines: WorkflowMachines; limits: SignUpLimits },
): LambdaFunction {
  const queue = consumerQueue(scope, 'tenant-expiry', TIMEOUT, { every: Duration.minutes(15) })
  const fn = microservice(scope, 'TenantExpiry', {
    entry: 'control-plane/tenant-expiry',
    description: 'Tenants that nobody has signed in to leave',
    layer,
    timeout: TIMEOUT,
    env: Env,
    environment: {
      TENANTS_TABLE: data.tenants.tableName,
      OUTBOX_TABLE: data.outbox.tableName,
      AUDIT_TABLE: data.audit.tableName,
      QUEUE_URL: queue.queueUrl,
      WORKFLOW_MACHINES: machineArns(machines),
      ONBOARDING_SLOTS: limits.onboardingSlots.valueAsString,
    },
  })
  mayAccess(fn, data.tenants, 'GetItem', 'PutItem')
  mayQueryPartitions(fn, data.tenants, 'listing', ['unused'])
  announces(fn, data)
  mayAudit(fn, data.audit, 'tenant-expiry')
  mayStartWorkflows(fn, machines, data.tenants, ['offboarding'])
  consume(fn, queue, 1)
  return fn
}
