import { APP_PLANE_SOURCE, type DetailType } from '@tenantry/contracts/events.ts'
import { Env } from '@tenantry/control-plane/request-results/env.ts'
import { Duration } from 'aws-cdk-lib'
import type { IEventBus } from 'aws-cdk-lib/aws-events'
import type { Function as LambdaFunction, LayerVersion } from 'aws-cdk-lib/aws-lambda'
import type { Construct } from 'constructs'
import { allowWithWildcard } from '../foundation/allow-with-wildcard.ts'
import { consume, consumerQueue } from '../foundation/consumer.ts'
import { mayAccess } from '../foundation/item-rights.ts'
import { microservice } from '../foundation/microservice.ts'
import type { ControlPlaneData } from './data.ts'

const TIMEOUT = Duration.seconds(10)
const DETAIL_TYPES: readonly DetailType[] = [
  'sbt_aws_provisionSuccess',
  'sbt_aws_provisionFailure',
  'sbt_aws_activateSuccess',
  'sbt_aws_activateFailure',
  'sbt_aws_deactivateSuccess',
  'sbt_aws_deactivateFailure',
  'sbt_aws_deprovisionSuccess',
  'sbt_aws_deprovisionFailure',
  'sbt_aws_updateSuccess',
  'sbt_aws_updateFailure',
]

/** Takes the app plane's answers to what the control plane asked of it. */
export function requestResults(
  scope: Construct,
  { layer, data, bus }: { layer: LayerVersion; data: ControlPlaneData; bus: IEventBus },
): LambdaFunction {
  const queue = consumerQueue(scope, 'request-results', TIMEOUT, {
    bus,
    source: APP_PLANE_SOURCE,
    detailTypes: DETAIL_TYPES,
  })
  const fn = microservice(scope, 'RequestResults', {
    entry: 'control-plane/request-results',
    description: 'Answers of the app plane',
    layer,
    timeout: TIMEOUT,
    env: Env,
    environment: {
      TENANTS_TABLE: data.tenants.tableName,
      OUTBOX_TABLE: data.outbox.tableName,
      QUEUE_URL: queue.queueUrl,
    },
  })
  mayAccess(fn, data.tenants, 'GetItem', 'PutItem')
  mayAccess(fn, data.outbox, 'DeleteItem')
  allowWithWildcard(fn, {
    sid: 'AnswerTasks',
    actions: ['states:SendTaskSuccess', 'states:SendTaskFailure'],
    resources: ['*'],
    reason: 'These actions have no resource types: the unguessable task token is what they are about.',
  })
  consume(fn, queue)
  return fn
}
