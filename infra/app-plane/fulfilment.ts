import { Env } from '@tenantry/app-plane/fulfilment/env.ts'
import { SHOP_SOURCE } from '@tenantry/contracts/events.ts'
import { Duration } from 'aws-cdk-lib'
import { type IEventBus, Rule } from 'aws-cdk-lib/aws-events'
import { SqsQueue } from 'aws-cdk-lib/aws-events-targets'
import type { LayerVersion } from 'aws-cdk-lib/aws-lambda'
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources'
import { Queue } from 'aws-cdk-lib/aws-sqs'
import type { Construct } from 'constructs'
import { microservice, serviceRole } from '../foundation/microservice.ts'
import type { AppPlaneData } from './data.ts'
import { fulfilmentAccessRole } from './fulfilment-access-role.ts'

/** Deliveries of a message before it is given up; the function postpones each a little longer. */
const DELIVERIES = 3
const TIMEOUT = Duration.seconds(10)

/**
 * Work without a request: orders that were placed reach a queue by the bus, and are fulfilled under their tenant's own session. Only the rule may
 * send to the queue, and only the functions that publish orders may put events that the rule matches.
 */
export function fulfilment(
  scope: Construct,
  { layer, data, bus }: { layer: LayerVersion; data: AppPlaneData; bus: IEventBus },
): { queue: Queue; failed: Queue } {
  const failed = new Queue(scope, 'FailedOrders', { enforceSSL: true, retentionPeriod: Duration.days(14) })
  const queue = new Queue(scope, 'PlacedOrders', {
    enforceSSL: true,
    // Six times the function's timeout. https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html#events-sqs-queueconfig
    visibilityTimeout: Duration.seconds(6 * TIMEOUT.toSeconds()),
    deadLetterQueue: { queue: failed, maxReceiveCount: DELIVERIES },
  })
  new Rule(scope, 'OrderPlaced', {
    eventBus: bus,
    eventPattern: { source: [SHOP_SOURCE], detailType: ['OrderPlaced'] },
    targets: [new SqsQueue(queue, { deadLetterQueue: failed })],
  })
  const role = serviceRole(scope, 'Fulfilment')
  const fn = microservice(scope, 'Fulfilment', {
    entry: 'app-plane/fulfilment',
    description: 'Fulfils orders that were placed',
    layer,
    role,
    timeout: TIMEOUT,
    env: Env,
    environment: {
      DIRECTORY_TABLE: data.directory.tableName,
      ORDERS_TABLE: data.orders.tableName,
      ORDERS_TABLE_ARN: data.orders.tableArn,
      FULFILMENT_ACCESS_ROLE_ARN: fulfilmentAccessRole(scope, data, [role]).roleArn,
      QUEUE_URL: queue.queueUrl,
    },
  })
  data.directory.grant(fn, 'dynamodb:GetItem')
  fn.addEventSource(new SqsEventSource(queue, { batchSize: 10, reportBatchItemFailures: true, maxConcurrency: 10 }))
  return { queue, failed }
}
