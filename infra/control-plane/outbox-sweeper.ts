import { CONTROL_PLANE_SOURCE } from '@tenantry/contracts/events.ts'
import { Env } from '@tenantry/control-plane/outbox-sweeper/env.ts'
import { Duration } from 'aws-cdk-lib'
import type { IEventBus } from 'aws-cdk-lib/aws-events'
import { Rule, Schedule } from 'aws-cdk-lib/aws-events'
import { LambdaFunction as LambdaTarget } from 'aws-cdk-lib/aws-events-targets'
import type { Function as LambdaFunction, LayerVersion } from 'aws-cdk-lib/aws-lambda'
import type { Construct } from 'constructs'
import { mayPublish } from '../foundation/may-publish.ts'
import { microservice } from '../foundation/microservice.ts'
import { EVENT_BUS_NAME } from '../names.ts'
import type { ControlPlaneData } from './data.ts'
import { machineArns, mayStartWorkflows, type WorkflowMachines } from './workflow-machines.ts'

/** Sends what a crash left in the outbox, each minute. */
export function outboxSweeper(
  scope: Construct,
  {
    layer,
    data,
    bus,
    machines,
  }: { layer: LayerVersion; data: ControlPlaneData; bus: IEventBus; machines: WorkflowMachines },
): LambdaFunction {
  const fn = microservice(scope, 'OutboxSweeper', {
    entry: 'control-plane/outbox-sweeper',
    description: 'Publishes what is left in the outbox',
    layer,
    timeout: Duration.seconds(30),
    env: Env,
    environment: {
      TENANTS_TABLE: data.tenants.tableName,
      EVENT_BUS_NAME,
      WORKFLOW_MACHINES: machineArns(machines),
    },
  })
  data.tenants.grant(fn, 'dynamodb:Query', 'dynamodb:DeleteItem', 'dynamodb:UpdateItem')
  mayPublish(fn, bus, CONTROL_PLANE_SOURCE)
  mayStartWorkflows(fn, machines)
  new Rule(scope, 'EachMinute', { schedule: Schedule.rate(Duration.minutes(1)), targets: [new LambdaTarget(fn)] })
  return fn
}
