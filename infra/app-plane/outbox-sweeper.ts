import { Env } from '@tenantry/app-plane/outbox-sweeper/env.ts'
import { APP_PLANE_SOURCE, SHOP_SOURCE } from '@tenantry/contracts/events.ts'
import { Duration } from 'aws-cdk-lib'
import { type IEventBus, Rule, Schedule } from 'aws-cdk-lib/aws-events'
import { LambdaFunction as LambdaTarget } from 'aws-cdk-lib/aws-events-targets'
import { PolicyStatement } from 'aws-cdk-lib/aws-iam'
import type { Function as LambdaFunction, LayerVersion } from 'aws-cdk-lib/aws-lambda'
import type { Construct } from 'constructs'
import { mayPublish } from '../foundation/may-publish.ts'
import { microservice } from '../foundation/microservice.ts'
import { EVENT_BUS_NAME } from '../names.ts'
import type { AppPlaneData } from './data.ts'

/** Sends what a crash left in the outboxes, each minute. Of memberships it reads the index of what waits, and no membership. */
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
    environment: {
      MEMBERSHIPS_TABLE: data.memberships.tableName,
      OUTBOX_TABLE: data.outbox.tableName,
      EVENT_BUS_NAME,
    },
  })
  for (const { tableArn } of [data.memberships, data.outbox]) {
    fn.addToRolePolicy(new PolicyStatement({ actions: ['dynamodb:Query'], resources: [`${tableArn}/index/outbox`] }))
    fn.addToRolePolicy(
      new PolicyStatement({ actions: ['dynamodb:DeleteItem', 'dynamodb:UpdateItem'], resources: [tableArn] }),
    )
  }
  mayPublish(fn, bus, APP_PLANE_SOURCE)
  mayPublish(fn, bus, SHOP_SOURCE)
  new Rule(scope, 'EachMinute', { schedule: Schedule.rate(Duration.minutes(1)), targets: [new LambdaTarget(fn)] })
  return fn
}
