import { Duration, Names, RemovalPolicy } from 'aws-cdk-lib'
import { Alarm, ComparisonOperator, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch'
import { type IEventBus, type IRuleTarget, Rule, Schedule } from 'aws-cdk-lib/aws-events'
import { AnyPrincipal, Effect, PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import type { IFunction } from 'aws-cdk-lib/aws-lambda'
import { Queue, QueuePolicy } from 'aws-cdk-lib/aws-sqs'
import type { Construct } from 'constructs'
import { type ConsumerName, failedQueueName, queueName } from '../names.ts'
import { pascalCase } from './pascal-case.ts'

/** Deliveries of a message before it is given up; the function postpones each a little longer. */
const DELIVERIES = 5

/** What reaches a consumer: events of one source, or a tick. */
export type Trigger = { bus: IEventBus; source: string; detailTypes: readonly string[] } | { every: Duration }

/**
 * The queue of an asynchronous function. What the function cannot do is tried again and ends in a dead-letter queue with an alarm, which
 * operators see and redrive in the console. Only the rules of its triggers may send to the queue.
 */
export function consumerQueue(
  scope: Construct,
  name: ConsumerName,
  timeout: Duration,
  ...triggers: [Trigger, ...Trigger[]]
): Queue {
  const id = pascalCase(name)
  const failed = new Queue(scope, `${id}Failed`, {
    queueName: failedQueueName(name),
    retentionPeriod: Duration.days(14),
    removalPolicy: RemovalPolicy.DESTROY,
  })
  const queue = new Queue(scope, `${id}Queue`, {
    queueName: queueName(name),
    // Six times the function's timeout. https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html#events-sqs-queueconfig
    visibilityTimeout: Duration.seconds(6 * timeout.toSeconds()),
    deadLetterQueue: { queue: failed, maxReceiveCount: DELIVERIES },
    removalPolicy: RemovalPolicy.DESTROY,
  })
  const target: IRuleTarget = {
    bind: () => ({ arn: queue.queueArn, deadLetterConfig: { arn: failed.queueArn } }),
  }
  onlyFrom(
    triggers.map((trigger) => ruleOf(scope, id, trigger, target)),
    [queue, failed],
  )
  new Alarm(scope, `${id}FailedAlarm`, {
    alarmDescription: `Messages of ${name} ran out of retries`,
    metric: failed.metricApproximateNumberOfMessagesVisible({ period: Duration.minutes(1), statistic: 'Maximum' }),
    threshold: 0,
    comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
    evaluationPeriods: 1,
    treatMissingData: TreatMissingData.NOT_BREACHING,
  })
  return queue
}

function ruleOf(scope: Construct, id: string, trigger: Trigger, target: IRuleTarget): Rule {
  if ('every' in trigger) {
    return new Rule(scope, `${id}Schedule`, { schedule: Schedule.rate(trigger.every), targets: [target] })
  }
  const { bus, source, detailTypes } = trigger
  return new Rule(scope, `${id}Rule`, {
    eventBus: bus,
    eventPattern: { source: [source], detailType: [...detailTypes] },
    targets: [target],
  })
}

/**
 * Lets these rules alone send to these queues, and nobody reach them without TLS. Both queues have the same policy, which is one resource: a queue's
 * policy is about that queue, so its resource is `*`.
 */
function onlyFrom(rules: Rule[], [queue, ...others]: [Queue, ...Queue[]]): void {
  const policy = new QueuePolicy(queue, 'Policy', { queues: [queue, ...others] })
  policy.document.addStatements(
    new PolicyStatement({
      principals: [new ServicePrincipal('events.amazonaws.com')],
      actions: ['sqs:SendMessage'],
      resources: ['*'],
      conditions: { ArnEquals: { 'aws:SourceArn': rules.map(({ ruleArn }) => ruleArn) } },
    }),
    new PolicyStatement({
      effect: Effect.DENY,
      principals: [new AnyPrincipal()],
      actions: ['sqs:*'],
      resources: ['*'],
      conditions: { Bool: { 'aws:SecureTransport': 'false' } },
    }),
  )
}

/**
 * What Lambda does to a queue in the name of the function's role, and the function when it postpones a message.
 * https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html#events-sqs-permissions
 */
const CONSUMES = ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes', 'sqs:ChangeMessageVisibility']

/** Has the function work off its queue. */
export function consume(fn: IFunction, queue: Queue, batchSize = 10): void {
  fn.addToRolePolicy(new PolicyStatement({ actions: CONSUMES, resources: [queue.queueArn] }))
  // What `SqsEventSource` makes, without the rights that it grants beyond these.
  fn.addEventSourceMapping(`SqsEventSource:${Names.nodeUniqueId(queue.node)}`, {
    eventSourceArn: queue.queueArn,
    batchSize,
    reportBatchItemFailures: true,
    maxConcurrency: 10,
  })
}
