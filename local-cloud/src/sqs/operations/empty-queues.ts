import * as z from 'zod'
import { parsedOperation } from '../../core/parsed-operation.ts'
import type { Operation } from '../../core/service.ts'
import { sqsError } from '../errors.ts'
import { LIMITS } from '../limits.ts'
import { byUrl, OnQueue, type SqsServices } from '../sqs-services.ts'

const Input = z.strictObject(OnQueue)
type Needs = Pick<SqsServices, 'names' | 'queues' | 'messages' | 'arrivals'>

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_DeleteQueue.html */
export const deleteQueue = (services: Needs): Operation =>
  parsedOperation({
    access: byUrl(services, 'DeleteQueue'),
    input: Input,
    run: ({ QueueUrl }) => dropQueue(services, services.names.ofUrl(QueueUrl)),
  })

/** A queue goes with its messages; one that is not there is no error, as AWS documents. */
export function dropQueue(
  { queues, messages, arrivals }: Pick<Needs, 'queues' | 'messages' | 'arrivals'>,
  name: string,
): void {
  messages.clear(name)
  queues.remove(name)
  arrivals.wake(name)
}

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_PurgeQueue.html */
export const purgeQueue = (services: Needs & Pick<SqsServices, 'context'>): Operation =>
  parsedOperation({
    access: byUrl(services, 'PurgeQueue'),
    input: Input,
    run({ QueueUrl }) {
      const { context, names, queues, messages } = services
      const queue = queues.get(names.ofUrl(QueueUrl))
      const now = context.clock.now()
      if (now - queue.purgedAt < LIMITS.purgeEveryMs)
        throw sqsError(
          'PurgeQueueInProgress',
          `Only one PurgeQueue operation on ${queue.name} is allowed every 60 seconds.`,
        )
      messages.clear(queue.name)
      queues.put({ ...queue, purgedAt: now })
    },
  })
