import { AwsError } from '../../core/aws-error.ts'
import type { CloudContext } from '../../core/cloud-context.ts'
import { type DueWork, dueWork, retryDelay } from '../../core/due-work.ts'
import { queueUrlOf } from '../../core/queue-url.ts'
import type { InternalApi } from '../../core/service.ts'
import type { EventQueue, QueuedEvent } from '../stores/event-queue.ts'

const LONGEST_MS = 24 * 3_600_000
/** What no later attempt would change: the queue is gone, or does not let the bucket in. */
const FINAL = new Set(['AccessDenied', 'AccessDeniedException', 'QueueDoesNotExist', 'InvalidParameterValue'])

/** Sends to a queue in the name of a bucket: the queue's own policy decides. https://docs.aws.amazon.com/AmazonS3/latest/userguide/grant-destinations-permissions-to-s3.html */
export const sendAsBucket =
  ({ context: { accountId }, api }: { context: CloudContext; api: InternalApi }) =>
  async (bucket: string, queueArn: string, message: object): Promise<void> => {
    const QueueUrl = queueUrlOf(queueArn)
    const sourceArn = `arn:aws:s3:::${bucket}`
    const principal = { kind: 'service', service: 's3.amazonaws.com', sourceArn, sourceAccount: accountId } as const
    await api.call(principal, 'sqs', 'SendMessage', { QueueUrl, MessageBody: JSON.stringify(message) })
  }

/** Tells queues of objects, at least once: "Amazon S3 event notifications are designed to be delivered at least once." https://docs.aws.amazon.com/AmazonS3/latest/userguide/EventNotifications.html */
export function eventDelivery({
  context,
  events,
  send,
}: {
  context: CloudContext
  events: EventQueue
  send: ReturnType<typeof sendAsBucket>
}): DueWork {
  const settle = ({ id, bucket, key, queueArn, since, attempts }: QueuedEvent, error: unknown) => {
    if (error !== null) context.log(`s3: the bucket ${bucket} could not tell ${queueArn} of ${key}: ${String(error)}`)
    const isFinal = error instanceof AwsError && FINAL.has(error.code)
    if (error === null || isFinal || context.clock.now() - since >= LONGEST_MS) events.remove(id)
    else events.postpone(id, retryDelay(attempts))
  }
  return dueWork(context, {
    name: 's3',
    next: events.due,
    async run() {
      const event = events.next()
      if (!event) return
      const error = await send(event.bucket, event.queueArn, { Records: [JSON.parse(event.record)] }).then(
        () => null,
        (failure: unknown) => failure,
      )
      settle(event, error)
    },
  })
}
