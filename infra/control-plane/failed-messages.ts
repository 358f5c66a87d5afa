import { Env } from '@tenantry/control-plane/failed-messages/env.ts'
import { Stack } from 'aws-cdk-lib'
import { PolicyStatement } from 'aws-cdk-lib/aws-iam'
import type { Function as LambdaFunction, LayerVersion } from 'aws-cdk-lib/aws-lambda'
import type { Construct } from 'constructs'
import { mayAudit } from '../foundation/audit-table.ts'
import { answersLists } from '../foundation/lists-table.ts'
import { microservice } from '../foundation/microservice.ts'
import { type ConsumerName, failedQueueName, QUEUE_PREFIX, queueName } from '../names.ts'
import { type ControlPlaneData, keepsAnswers } from './data.ts'

/** Messages that ran out of retries, of every asynchronous function of both planes, for operators, who may redrive them. */
export function failedMessages(
  scope: Construct,
  { layer, data, consumers }: { layer: LayerVersion; data: ControlPlaneData; consumers: ConsumerName[] },
): LambdaFunction {
  const queueArn = (name: string) => Stack.of(scope).formatArn({ service: 'sqs', resource: name })
  const fn = microservice(scope, 'FailedMessages', {
    entry: 'control-plane/failed-messages',
    description: 'Failed messages of both planes, and their redrive',
    layer,
    env: Env,
    environment: {
      IDEMPOTENCY_TABLE: data.idempotency.tableName,
      CONSUMERS: JSON.stringify(consumers),
      QUEUE_ARN_PREFIX: queueArn(QUEUE_PREFIX),
      LISTS_TABLE: data.lists.tableName,
      AUDIT_TABLE: data.audit.tableName,
    },
  })
  fn.addToRolePolicy(
    new PolicyStatement({
      actions: [
        'sqs:GetQueueUrl',
        'sqs:GetQueueAttributes',
        'sqs:ReceiveMessage',
        'sqs:ChangeMessageVisibility',
        'sqs:StartMessageMoveTask',
        // A redrive deletes each message that it has moved. https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-configure-dead-letter-queue-redrive.html
        'sqs:DeleteMessage',
      ],
      resources: consumers.map((consumer) => queueArn(failedQueueName(consumer))),
    }),
  )
  fn.addToRolePolicy(
    new PolicyStatement({
      actions: ['sqs:SendMessage'],
      resources: consumers.map((consumer) => queueArn(queueName(consumer))),
    }),
  )
  mayAudit(fn, data.audit, 'failed-messages')
  answersLists(fn, data.lists)
  keepsAnswers(fn, data, 'failed-messages')
  return fn
}
