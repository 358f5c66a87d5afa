import { Env } from '@tenantry/control-plane/failed-messages/env.ts'
import { PolicyStatement } from 'aws-cdk-lib/aws-iam'
import type { Function as LambdaFunction, LayerVersion } from 'aws-cdk-lib/aws-lambda'
import type { Construct } from 'constructs'
import { microservice } from '../foundation/microservice.ts'
import type { Pool } from './pool.ts'

/** What the app plane's workers gave up, for operators, who may give it to them again. */
export function failedMessages(scope: Construct, { layer, pool }: { layer: LayerVersion; pool: Pool }): LambdaFunction {
  const fn = microservice(scope, 'FailedMessages', {
    entry: 'control-plane/failed-messages',
    description: 'Failed messages of the app plane, and their redrive',
    layer,
    env: Env,
    environment: {
      FAILED_QUEUE_URL: pool.failedQueueUrl,
      FAILED_QUEUE_ARN: pool.failedQueueArn,
      FULFILMENT_QUEUE_ARN: pool.fulfilmentQueueArn,
    },
  })
  fn.addToRolePolicy(
    new PolicyStatement({
      actions: [
        'sqs:GetQueueAttributes',
        'sqs:ReceiveMessage',
        'sqs:ChangeMessageVisibility',
        'sqs:StartMessageMoveTask',
        // A redrive takes each message away where it was. https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-configure-dead-letter-queue-redrive.html
        'sqs:DeleteMessage',
      ],
      resources: [pool.failedQueueArn],
    }),
  )
  fn.addToRolePolicy(new PolicyStatement({ actions: ['sqs:SendMessage'], resources: [pool.fulfilmentQueueArn] }))
  return fn
}
