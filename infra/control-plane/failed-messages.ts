import { SILO_PREFIX } from '@tenantry/contracts/deployment.ts'
import type { Service } from '@tenantry/contracts/service/service.ts'
import { Env } from '@tenantry/control-plane/failed-messages/env.ts'
import { Stack } from 'aws-cdk-lib'
import { PolicyStatement } from 'aws-cdk-lib/aws-iam'
import type { Function as LambdaFunction, LayerVersion } from 'aws-cdk-lib/aws-lambda'
import type { Construct } from 'constructs'
import { allowWithWildcard } from '../foundation/allow-with-wildcard.ts'
import { mayAudit } from '../foundation/audit-table.ts'
import { answersLists } from '../foundation/lists-table.ts'
import { microservice } from '../foundation/microservice.ts'
import { consumerNames, failedQueueName, QUEUE_PREFIX, queueName, siloConsumerNames } from '../names.ts'
import { type ControlPlaneData, keepsAnswers } from './data.ts'

const LOOKS = [
  'sqs:GetQueueUrl',
  'sqs:GetQueueAttributes',
  'sqs:ReceiveMessage',
  'sqs:ChangeMessageVisibility',
  'sqs:StartMessageMoveTask',
  // A redrive deletes each message that it has moved. https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-configure-dead-letter-queue-redrive.html
  'sqs:DeleteMessage',
]
const GIVES = ['sqs:SendMessage']
const reason =
  'Silos are made when tenants are onboarded: the beginning and the end of their queues’ names are all that can be known.'

/** Messages that ran out of retries, of every asynchronous function of both planes and of silos, for operators, who may redrive them. */
export function failedMessages(
  scope: Construct,
  { layer, data, services }: { layer: LayerVersion; data: ControlPlaneData; services: readonly Service[] },
): LambdaFunction {
  const [consumers, ofSilos] = [consumerNames(services), siloConsumerNames(services)]
  const queueArn = (name: string) => Stack.of(scope).formatArn({ service: 'sqs', resource: name })
  const fn = microservice(scope, 'FailedMessages', {
    entry: 'control-plane/failed-messages',
    description: 'Failed messages of both planes and of silos, and their redrive',
    layer,
    env: Env,
    environment: {
      IDEMPOTENCY_TABLE: data.idempotency.tableName,
      CONSUMERS: JSON.stringify(consumers),
      SILO_CONSUMERS: JSON.stringify(ofSilos),
      QUEUE_ARN_PREFIX: queueArn(QUEUE_PREFIX),
      LISTS_TABLE: data.lists.tableName,
      AUDIT_TABLE: data.audit.tableName,
    },
  })
  fn.addToRolePolicy(
    new PolicyStatement({
      actions: LOOKS,
      resources: consumers.map((consumer) => queueArn(failedQueueName(consumer))),
    }),
  )
  fn.addToRolePolicy(
    new PolicyStatement({ actions: GIVES, resources: consumers.map((consumer) => queueArn(queueName(consumer))) }),
  )
  // Nothing else of a silo ends so: named one by one, as those that take messages back must be, they would not fit into the role's policy.
  const failed = [queueArn(failedQueueName('*', SILO_PREFIX))]
  const takers = ofSilos.map((consumer) => queueArn(queueName(consumer, `${SILO_PREFIX}*-`)))
  allowWithWildcard(fn, { sid: 'LookInSilos', actions: LOOKS, resources: failed, reason })
  allowWithWildcard(fn, { sid: 'GiveBackInSilos', actions: GIVES, resources: takers, reason })
  allowWithWildcard(fn, {
    sid: 'FindQueues',
    actions: ['sqs:ListQueues'],
    resources: ['*'],
    reason: 'This action has no resource types.',
  })
  mayAudit(fn, data.audit, 'failed-messages')
  answersLists(fn, data.lists)
  keepsAnswers(fn, data, 'failed-messages')
  return fn
}
