import { APP_PLANE_SOURCE } from '@tenantry/contracts/events.ts'
import { Env } from '@tenantry/control-plane/request-results/env.ts'
import type { IEventBus } from 'aws-cdk-lib/aws-events'
import type { Function as LambdaFunction, LayerVersion } from 'aws-cdk-lib/aws-lambda'
import type { Construct } from 'constructs'
import { allowWithWildcard } from '../foundation/allow-with-wildcard.ts'
import { microservice } from '../foundation/microservice.ts'
import { onEvent } from '../foundation/on-event.ts'
import type { ControlPlaneData } from './data.ts'

/** Takes the app plane's answers to what the control plane asked of it. */
export function requestResults(
  scope: Construct,
  { layer, data, bus }: { layer: LayerVersion; data: ControlPlaneData; bus: IEventBus },
): LambdaFunction {
  const fn = microservice(scope, 'RequestResults', {
    entry: 'control-plane/request-results',
    description: 'Answers of the app plane',
    layer,
    env: Env,
    environment: { TENANTS_TABLE: data.tenants.tableName },
  })
  data.tenants.grant(fn, 'dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:DeleteItem')
  allowWithWildcard(fn, {
    sid: 'AnswerTasks',
    actions: ['states:SendTaskSuccess', 'states:SendTaskFailure'],
    resources: ['*'],
    reason: 'These actions have no resource types: the unguessable task token is what they are about.',
  })
  onEvent(scope, 'AppPlaneAnswers', {
    bus,
    source: APP_PLANE_SOURCE,
    detailTypes: [
      'sbt_aws_provisionSuccess',
      'sbt_aws_provisionFailure',
      'sbt_aws_activateSuccess',
      'sbt_aws_activateFailure',
      'sbt_aws_deactivateSuccess',
      'sbt_aws_deactivateFailure',
    ],
    target: fn,
  })
  return fn
}
