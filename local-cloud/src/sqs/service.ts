import type { CloudContext } from '../core/cloud-context.ts'
import type { CloudService } from '../core/cloud-service.ts'
import type { MetricWriter } from '../core/faces.ts'
import { NO_METRICS } from '../core/no-metrics.ts'
import { arrivals as arrivalsOf } from './arrivals.ts'
import { mover as moverOf } from './move-tasks/mover.ts'
import { createQueue } from './operations/create-queue.ts'
import { deleteQueue, purgeQueue } from './operations/empty-queues.ts'
import { getQueueUrl, listQueues } from './operations/find-queues.ts'
import { listQueueTags } from './operations/list-queue-tags.ts'
import { cancelMessageMoveTask, listMessageMoveTasks, startMessageMoveTask } from './operations/message-move-tasks.ts'
import { getQueueAttributes } from './operations/queue-attributes.ts'

import { receiveMessage } from './operations/receive-message.ts'
import { receivedMessages } from './operations/received-messages.ts'
import { sendMessage, sendMessageBatch } from './operations/send-message.ts'
import { measureQueues } from './queue-metrics.ts'
import { queueNames } from './queue-names.ts'
import { queueType } from './resources/queue.ts'
import { queuePolicyType } from './resources/queue-policy.ts'
import { invalidInput, type SqsServices } from './sqs-services.ts'
import { messageStore } from './stores/message-store.ts'
import { moveTaskStore } from './stores/move-task-store.ts'
import { queueStore } from './stores/queue-store.ts'

/** SQS: standard queues with long polling, dead-letter queues and redrive. */
export function sqsService({ context, metrics = NO_METRICS }: { context: CloudContext; metrics?: MetricWriter }) {
  const names = queueNames(context)
  const queues = queueStore(context)
  const messages = messageStore(context)
  const arrivals = arrivalsOf(context)
  const tasks = moveTaskStore(context)
  const mover = moverOf({ context, names, queues, messages, tasks, arrivals })
  let stopMeasuring = () => {}
  const services: SqsServices = { context, names, queues, messages, arrivals, tasks, mover }
  return {
    name: 'sqs',
    api: {
      name: 'sqs',
      protocol: 'json-1.0',
      targetPrefix: 'AmazonSQS',
      invalidInput,
      operations: {
        CreateQueue: createQueue(services),
        DeleteQueue: deleteQueue(services),
        PurgeQueue: purgeQueue(services),
        GetQueueUrl: getQueueUrl(services),
        ListQueues: listQueues(services),
        GetQueueAttributes: getQueueAttributes(services),
        ListQueueTags: listQueueTags(services),
        SendMessage: sendMessage(services),
        SendMessageBatch: sendMessageBatch(services),
        ReceiveMessage: receiveMessage(services),
        ...receivedMessages(services),
        StartMessageMoveTask: startMessageMoveTask(services),
        ListMessageMoveTasks: listMessageMoveTasks(services),
        CancelMessageMoveTask: cancelMessageMoveTask(services),
      },
    },
    resourceTypes: [queueType(services), queuePolicyType(services)],
    start() {
      // Message movement tasks that an earlier run has left.
      mover.start()
      stopMeasuring = measureQueues({ context, queues, messages, metrics })
    },
    close() {
      stopMeasuring()
      mover.close()
      arrivals.close()
    },
  } satisfies CloudService
}
