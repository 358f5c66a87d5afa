import { Env } from '@tenantry/app-plane/outbox-sweeper/env.ts'
import { APP_PLANE_SOURCE, SHOP_SOURCE } from '@tenantry/contracts/events.ts'
import { Duration } from 'aws-cdk-lib'
import { type IEventBus, Rule, Schedule } from 'aws-cdk-lib/aws-events'
import { LambdaFunction as LambdaTarget } from 'aws-cdk-lib/aws-events-targets'
import { PolicyStatement } from 'aws-cdk-lib/aws-iam'
import type { Function as LambdaFunction, LayerVersion } from 'aws-cdk-lib/aws-lambda'
import type { Construct } from 'constructs'
import { mayPublish } from '../foundation/may-publish.ts'
import { microservice, serviceRole } from '../foundation/microservice.ts'
import { EVENT_BUS_NAME } from '../names.ts'
import { type AppPlaneData, OUTBOX_INDEX, WAITING } from './data.ts'
import { outboxAccessRole } from './outbox-access-role.ts'

/**
 * Sends what a crash left in the outboxes, each minute. Under its own role it looks at the indexes of what waits, whose keys name no tenant; an
 * entry is taken away under a session of the tenant whose key it has.
 */
export function outboxSweeper(
  scope: Construct,
  { layer, data, bus }: { layer: LayerVersion; data: AppPlaneData; bus: IEventBus },
): LambdaFunction {
  const role = serviceRole(scope, 'OutboxSweeper')
  const fn = microservice(scope, 'OutboxSweeper', {
    entry: 'app-plane/outbox-sweeper',
    description: 'Publishes what is left in the outbox',
    layer,
    role,
    timeout: Duration.seconds(30),
    env: Env,
    environment: {
      MEMBERSHIPS_TABLE: data.memberships.tableName,
      MEMBERSHIPS_TABLE_ARN: data.memberships.tableArn,
      OUTBOX_TABLE: data.outbox.tableName,
      OUTBOX_TABLE_ARN: data.outbox.tableArn,
      OUTBOX_ACCESS_ROLE_ARN: outboxAccessRole(scope, data, [role]).roleArn,
      EVENT_BUS_NAME,
    },
  })
  fn.addToRolePolicy(
    new PolicyStatement({
      actions: ['dynamodb:Query'],
      resources: [data.memberships, data.outbox].map(({ tableArn }) => `${tableArn}/index/${OUTBOX_INDEX}`),
      conditions: {
        'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': [WAITING] },
        Null: { 'dynamodb:LeadingKeys': 'false' },
      },
    }),
  )
  mayPublish(fn, bus, APP_PLANE_SOURCE)
  mayPublish(fn, bus, SHOP_SOURCE)
  new Rule(scope, 'EachMinute', { schedule: Schedule.rate(Duration.minutes(1)), targets: [new LambdaTarget(fn)] })
  return fn
}
