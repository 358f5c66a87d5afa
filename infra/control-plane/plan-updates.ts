import { Env } from '@tenantry/control-plane/plan-updates/env.ts'
import { Duration } from 'aws-cdk-lib'
import type { Function as LambdaFunction, LayerVersion } from 'aws-cdk-lib/aws-lambda'
import type { Construct } from 'constructs'
import { mayAudit } from '../foundation/audit-table.ts'
import { consume, consumerQueue } from '../foundation/consumer.ts'
import { mayAccess, mayQueryPartitions } from '../foundation/item-rights.ts'
import { microservice } from '../foundation/microservice.ts'
import { announces, type ControlPlaneData } from './data.ts'
import { deletesPlans, editsPlans } from './plan-rights.ts'
import type { Pool } from './pool.ts'
import type { SignUpLimits } from './sign-up-limits.ts'
import { machineArns, mayStartWorkflows, type WorkflowMachines } from './workflow-machines.ts'

const TIMEOUT = Duration.seconds(50)

/** Brings usage plans up to date, each minute. */
export function planUpdates(
  scope: Construct,
  {
    layer,
    data,
    pool,
    machines,
    limits,
  }: {
    layer: LayerVersion
    data: ControlPlaneData
    pool: Pool
    machines: WorkflowMachines
    limits: SignUpLimits
  },
): LambdaFunction {
  const queue = consumerQueue(scope, 'plan-updates', TIMEOUT, { every: Duration.minutes(1) })
  const fn = microservice(scope, 'PlanUpdates', {
    entry: 'control-plane/plan-updates',
    description: 'Edits of tiers reach usage plans, limits end, and unused plans go',
    layer,
    timeout: TIMEOUT,
    env: Env,
    environment: {
      TIERS_TABLE: data.tiers.tableName,
      POOL_STAGE: pool.apiStage,
      QUEUE_URL: queue.queueUrl,
      TENANTS_TABLE: data.tenants.tableName,
      OUTBOX_TABLE: data.outbox.tableName,
      AUDIT_TABLE: data.audit.tableName,
      WORKFLOW_MACHINES: machineArns(machines),
      ONBOARDING_SLOTS: limits.onboardingSlots.valueAsString,
    },
  })
  editsPlans(fn, data)
  deletesPlans(fn, data)
  mayAccess(fn, data.tenants, 'GetItem', 'PutItem')
  mayQueryPartitions(fn, data.tenants, 'listing', ['limits-end'])
  announces(fn, data)
  mayAudit(fn, data.audit, 'plan-updates')
  mayStartWorkflows(fn, machines, data.tenants, ['change-tier'])
  consume(fn, queue, 1)
  return fn
}
