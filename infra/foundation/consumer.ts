import { Aws, Duration, Names, RemovalPolicy } from 'aws-cdk-lib'
import { type IEventBus, type IRuleTarget, Rule, Schedule } from 'aws-cdk-lib/aws-events'
import { AnyPrincipal, Effect, PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import type { IFunction } from 'aws-cdk-lib/aws-lambda'
import { type IQueue, Queue, QueuePolicy } from 'aws-cdk-lib/aws-sqs'
import type { Construct } from 'constructs'
import { type ConsumerName, failedQueueName, QUEUE_PREFIX, queueName } from '../names.ts'
import { operationsAlarm } from './operations-alarm.ts'
import { pascalCase } from './pascal-case.ts'

/** Deliveries of a message before it is given up; the function postpones each a little longer. */
const DELIVERIES = 5

/** What reaches a consumer: events of one source, or a tick. */
type RuleTrigger = { bus: IEventBus; source: string | Source[]; detailTypes: readonly string[] } | { every: Duration }
/** Or what S3 says of new objects; the bucket of this ARN names the queue itself. */
export type Trigger = RuleTrigger | { bucketArn: string }
/** Of which source: exactly this one, or one that begins so. */
type Source = string | { prefix: string }

/**
 * The queue of an asynchronous function. What the function cannot do is tried again and ends in a dead-letter queue with an alarm, which
 * operators see and redrive in the console. Only its triggers may send to the queue.
 */
export function consumerQueue(
  scope: Construct,
  consumer: ConsumerName | { name: ConsumerName; prefix: string },
  timeout: Duration,
  ...triggers: [Trigger, ...Trigger[]]
): Queue {
  const { name, prefix } = typeof consumer === 'string' ? { name: consumer, prefix: QUEUE_PREFIX } : consumer
  const id = pascalCase(name)
  const failed = new Queue(scope, `${id}Failed`, {
    queueName: failedQueueName(name, prefix),
    retentionPeriod: Duration.days(14),
    removalPolicy: RemovalPolicy.DESTROY,
  })
  const queue = new Queue(scope, `${id}Queue`, {
    queueName: queueName(name, prefix),
    // Six times the function's timeout. https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html#events-sqs-queueconfig
    visibilityTimeout: Duration.seconds(6 * timeout.toSeconds()),
    deadLetterQueue: { queue: failed, maxReceiveCount: DELIVERIES },
    removalPolicy: RemovalPolicy.DESTROY,
  })
  const target: IRuleTarget = {
    bind: () => ({ arn: queue.queueArn, deadLetterConfig: { arn: failed.queueArn } }),
  }
  onlyFrom(
    triggers.map((trigger) => senderOf(scope, id, trigger, target)),
    [queue, failed],
  )
  operationsAlarm(scope, `${id}FailedAlarm`, {
    what: `Messages of ${name} ran out of retries`,
    paragraph: 'failed-messages',
    metric: failed.metricApproximateNumberOfMessagesVisible({ period: Duration.minutes(1), statistic: 'Maximum' }),
    above: 0,
  })
  return queue
}

/** A service that may send to a queue, in the name of one resource. */
interface Sender {
  service: 'events.amazonaws.com' | 's3.amazonaws.com'
  arn: string
}

const senderOf = (scope: Construct, id: string, trigger: Trigger, target: IRuleTarget): Sender =>
  'bucketArn' in trigger
    ? { service: 's3.amazonaws.com', arn: trigger.bucketArn }
    : { service: 'events.amazonaws.com', arn: ruleOf(scope, id, trigger, target).ruleArn }

function ruleOf(scope: Construct, id: string, trigger: RuleTrigger, target: IRuleTarget): Rule {
  if ('every' in trigger) {
    return new Rule(scope, `${id}Schedule`, { schedule: Schedule.rate(trigger.every), targets: [target] })
  }
  const { bus, source, detailTypes } = trigger
  return new Rule(scope, `${id}Rule`, {
    eventBus: bus,
    // The CDK's type knows texts alone; EventBridge matches by prefixes, too.
    eventPattern: { source: [source].flat() as string[], detailType: [...detailTypes] },
    targets: [target],
  })
}

/**
 * Lets these senders alone send to these queues, and nobody reach them without TLS. Both queues have the same policy, which is one resource: a queue's
 * policy is about that queue, so its resource is `*`.
 */
function onlyFrom(senders: Sender[], [queue, ...others]: [Queue, ...Queue[]]): void {
  const policy = new QueuePolicy(queue, 'Policy', { queues: [queue, ...others] })
  const arnsOf = (service: Sender['service']) => senders.filter((one) => one.service === service).map(({ arn }) => arn)
  for (const service of ['events.amazonaws.com', 's3.amazonaws.com'] as const) {
    if (arnsOf(service).length > 0) policy.document.addStatements(maySend(service, arnsOf(service)))
  }
  policy.document.addStatements(
    new PolicyStatement({
      effect: Effect.DENY,
      principals: [new AnyPrincipal()],
      actions: ['sqs:*'],
      resources: ['*'],
      conditions: { Bool: { 'aws:SecureTransport': 'false' } },
    }),
  )
}

/** An ARN of S3 names no account, so the account is asked for as well: a bucket's name may be taken by others once it was deleted. */
const maySend = (service: Sender['service'], arns: string[]): PolicyStatement =>
  new PolicyStatement({
    principals: [new ServicePrincipal(service)],
    actions: ['sqs:SendMessage'],
    resources: ['*'],
    conditions: {
      ArnEquals: { 'aws:SourceArn': arns },
      ...(service === 's3.amazonaws.com' && { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } }),
    },
  })

/**
 * What Lambda does to a queue in the name of the function's role, and the function when it postpones a message.
 * https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html#events-sqs-permissions
 */
const CONSUMES = ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes', 'sqs:ChangeMessageVisibility']

interface Batch {
  size: number
  /** How long Lambda collects messages for a batch that is not full. */
  window?: Duration
  /** Functions that work at once. @default 10 */
  concurrency?: number
}

/** Has the function work off its queue. */
export function consume(fn: IFunction, queue: IQueue, batch: number | Batch = 10): void {
  const { size, window, concurrency = 10 } = typeof batch === 'number' ? { size: batch } : batch
  fn.addToRolePolicy(new PolicyStatement({ actions: CONSUMES, resources: [queue.queueArn] }))
  // What `SqsEventSource` makes, without the rights that it grants beyond these.
  fn.addEventSourceMapping(`SqsEventSource:${Names.nodeUniqueId(queue.node)}`, {
    eventSourceArn: queue.queueArn,
    batchSize: size,
    ...(window && { maxBatchingWindow: window }),
    reportBatchItemFailures: true,
    maxConcurrency: concurrency,
  })
}
