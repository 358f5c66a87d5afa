import { CONTROL_PLANE_SOURCE } from '@tenantry/contracts/events.ts'
import { TIER_EVENT } from '@tenantry/contracts/plan.ts'
import { Env } from '@tenantry/control-plane/outbox-sweeper/env.ts'
import { Duration } from 'aws-cdk-lib'
import type { IEventBus } from 'aws-cdk-lib/aws-events'
import type { Function as LambdaFunction, LayerVersion } from 'aws-cdk-lib/aws-lambda'
import type { Construct } from 'constructs'
import { consume, consumerQueue } from '../foundation/consumer.ts'
import { mayAccess } from '../foundation/item-rights.ts'
import { mayPublish } from '../foundation/may-publish.ts'
import { microservice } from '../foundation/microservice.ts'
import { findsWaiting } from '../foundation/outbox-table.ts'
import { EVENT_BUS_NAME } from '../names.ts'
import type { ControlPlaneData } from './data.ts'
import type { SignUpLimits } from './sign-up-limits.ts'
import { ONBOARDING_EVENTS, OPERATING_EVENTS, WORK_EVENTS } from './tenant-events.ts'
import { machineArns, mayStartWorkflows, type WorkflowMachines } from './workflow-machines.ts'

const TIMEOUT = Duration.seconds(50)

/** Sends what a crash left in the outbox, each minute. */
export function outboxSweeper(
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
  const queue = consumerQueue(scope, 'outbox-sweeper', TIMEOUT, { every: Duration.minutes(1) })
  const fn = microservice(scope, 'OutboxSweeper', {
    entry: 'control-plane/outbox-sweeper',
    description: 'Publishes what is left in the outbox',
    layer,
    timeout: TIMEOUT,
    env: Env,
    environment: {
      TENANTS_TABLE: data.tenants.tableName,
      OUTBOX_TABLE: data.outbox.tableName,
      EVENT_BUS_NAME,
      QUEUE_URL: queue.queueUrl,
      WORKFLOW_MACHINES: machineArns(machines),
      ONBOARDING_SLOTS: limits.onboardingSlots.valueAsString,
    },
  })
  findsWaiting(fn, data.outbox)
  mayAccess(fn, data.outbox, 'DeleteItem', 'UpdateItem')
  const types = [...ONBOARDING_EVENTS, ...WORK_EVENTS, ...OPERATING_EVENTS]
  mayPublish(fn, bus, { source: CONTROL_PLANE_SOURCE, types: [...types, TIER_EVENT] })
  mayStartWorkflows(fn, machines, data.tenants)
  consume(fn, queue, 1)
  return fn
}
