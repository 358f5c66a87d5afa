import { Env } from '@tenantry/app-plane/outbox-sweeper/env.ts'
import { Duration } from 'aws-cdk-lib'
import { type IEventBus, Rule, Schedule } from 'aws-cdk-lib/aws-events'
import { LambdaFunction as LambdaTarget } from 'aws-cdk-lib/aws-events-targets'
import { PolicyStatement } from 'aws-cdk-lib/aws-iam'
import type { Function as LambdaFunction, LayerVersion } from 'aws-cdk-lib/aws-lambda'
import type { Construct } from 'constructs'
import { microservice } from '../foundation/microservice.ts'
import { EVENT_BUS_NAME } from '../names.ts'
import type { AppPlaneData } from './data.ts'

/** Sends what a crash left in the outbox of memberships, each minute. It reads the index of what waits, and no membership. */
export function outboxSweeper(
  scope: Construct,
  { layer, data, bus }: { layer: LayerVersion; data: AppPlaneData; bus: IEventBus },
): LambdaFunction {
  const fn = microservice(scope, 'OutboxSweeper', {
    entry: 'app-plane/outbox-sweeper',
    description: 'Publishes what is left in the outbox',
    layer,
    timeout: Duration.seconds(30),
    env: Env,
    environment: { MEMBERSHIPS_TABLE: data.memberships.tableName, EVENT_BUS_NAME },
  })
  const { tableArn } = data.memberships
  fn.addToRolePolicy(new PolicyStatement({ actions: ['dynamodb:Query'], resources: [`${tableArn}/index/outbox`] }))
  fn.addToRolePolicy(
    new PolicyStatement({ actions: ['dynamodb:DeleteItem', 'dynamodb:UpdateItem'], resources: [tableArn] }),
  )
  bus.grantPutEventsTo(fn)
  new Rule(scope, 'EachMinute', { schedule: Schedule.rate(Duration.minutes(1)), targets: [new LambdaTarget(fn)] })
  return fn
}
