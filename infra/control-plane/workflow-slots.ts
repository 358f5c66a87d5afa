import { CONTROL_PLANE_SOURCE, type DetailType } from '@tenantry/contracts/events.ts'
import { MACHINE_KINDS } from '@tenantry/contracts/workflows.ts'
import { Env } from '@tenantry/control-plane/workflow-slots/env.ts'
import { Duration } from 'aws-cdk-lib'
import type { IEventBus } from 'aws-cdk-lib/aws-events'
import type { Function as LambdaFunction, LayerVersion } from 'aws-cdk-lib/aws-lambda'
import type { Construct } from 'constructs'
import { consume, consumerQueue } from '../foundation/consumer.ts'
import { mayAccess, mayQueryIndex } from '../foundation/item-rights.ts'
import { mayGoUnused } from '../foundation/may-go-unused.ts'
import { microservice } from '../foundation/microservice.ts'
import { pascalCase } from '../foundation/pascal-case.ts'
import type { ControlPlaneData } from './data.ts'
import type { SignUpLimits } from './sign-up-limits.ts'
import { machineArns, mayStartWorkflows, type WorkflowMachines } from './workflow-machines.ts'

const TIMEOUT = Duration.seconds(30)
/** A workflow has ended, one way or the other. */
const ENDS: readonly DetailType[] = ['sbt_aws_onboardingSuccess', 'sbt_aws_onboardingFailure']

/** Starts workflows that wait for a slot when others end, and those whose time has come; each minute, too. */
export function workflowSlots(
  scope: Construct,
  {
    layer,
    data,
    bus,
    machines,
    limits,
  }: {
    layer: LayerVersion
    data: ControlPlaneData
    bus: IEventBus
    machines: WorkflowMachines
    limits: SignUpLimits
  },
): LambdaFunction {
  const queue = consumerQueue(
    scope,
    'workflow-slots',
    TIMEOUT,
    { bus, source: CONTROL_PLANE_SOURCE, detailTypes: ENDS },
    { every: Duration.minutes(1) },
  )
  const fn = microservice(scope, 'WorkflowSlots', {
    entry: 'control-plane/workflow-slots',
    description: 'Workflows that wait for others to end, or for a time',
    layer,
    timeout: TIMEOUT,
    env: Env,
    environment: {
      TENANTS_TABLE: data.tenants.tableName,
      QUEUE_URL: queue.queueUrl,
      WORKFLOW_MACHINES: machineArns(machines),
      ONBOARDING_SLOTS: limits.onboardingSlots.valueAsString,
    },
  })
  mayAccess(fn, data.tenants, 'GetItem', 'PutItem')
  mayQueryIndex(fn, data.tenants, 'listing')
  mayStartWorkflows(fn, machines, data.tenants)
  mayGoUnused(
    fn,
    ...MACHINE_KINDS.filter((kind) => kind !== 'onboarding').map((kind) => ({
      action: 'states:StartExecution',
      of: pascalCase(kind),
      byChance: true as const,
      reason:
        'As many workflows of other kinds ran as may at once, or whoever started one crashed. It is the same code as for onboardings.',
    })),
  )
  consume(fn, queue, 1)
  return fn
}
