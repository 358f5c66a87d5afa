import { CONTROL_PLANE_SOURCE, type DetailType } from '@tenantry/contracts/events.ts'
import { Env } from '@tenantry/control-plane/onboarding-slots/env.ts'
import { Duration } from 'aws-cdk-lib'
import type { IEventBus } from 'aws-cdk-lib/aws-events'
import type { Function as LambdaFunction, LayerVersion } from 'aws-cdk-lib/aws-lambda'
import type { Construct } from 'constructs'
import { consume, consumerQueue } from '../foundation/consumer.ts'
import { mayAccess, mayQueryIndex } from '../foundation/item-rights.ts'
import { microservice } from '../foundation/microservice.ts'
import type { ControlPlaneData } from './data.ts'
import type { SignUpLimits } from './sign-up-limits.ts'
import { machineArns, mayStartWorkflows, type WorkflowMachines } from './workflow-machines.ts'

const TIMEOUT = Duration.seconds(30)
/** An onboarding has ended, one way or the other. */
const ENDS: readonly DetailType[] = ['sbt_aws_onboardingSuccess', 'sbt_aws_onboardingFailure']

/** Starts onboardings that wait for a slot when others end, and each minute. */
export function onboardingSlots(
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
    'onboarding-slots',
    TIMEOUT,
    { bus, source: CONTROL_PLANE_SOURCE, detailTypes: ENDS },
    { every: Duration.minutes(1) },
  )
  const fn = microservice(scope, 'OnboardingSlots', {
    entry: 'control-plane/onboarding-slots',
    description: 'Onboardings that wait for others to end',
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
  consume(fn, queue, 1)
  return fn
}
