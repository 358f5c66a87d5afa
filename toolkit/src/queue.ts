import { ChangeMessageVisibilityCommand, SQSClient } from '@aws-sdk/client-sqs'
import { ApiError } from './api-error.ts'
import type { LambdaContext } from './lambda-proxy.ts'
import type { Logger } from './logger.ts'
import { type Beginning, runWork } from './run-work.ts'
import { system } from './system.ts'

/** A message as Lambda hands it over. https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html */
export interface QueueRecord {
  messageId: string
  receiptHandle: string
  body: string
  attributes: { ApproximateReceiveCount: string; AWSTraceHeader?: string }
}

/** Which messages of a batch stay in the queue. https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html#services-sqs-batchfailurereporting */
export interface BatchAnswer {
  batchItemFailures: { itemIdentifier: string }[]
}

/** A failed message comes again after about one second, then two, four, … and not only when the visibility timeout is over. */
const FIRST_RETRY_SECONDS = 1
const LONGEST_RETRY_SECONDS = 900

/** After how many seconds an error says that the work may be tried again, as while the tenant's data moves; 0 when it says nothing. */
const secondsAskedBy = (error: unknown): number =>
  error instanceof ApiError ? Number(error.headers['retry-after'] ?? 0) : 0

/** The client that `queueHandler` takes; created here so that a bundle holds one copy of it. */
export const queues = (): SQSClient => new SQSClient({})

/** What a message says of the work that it asks for. */
export type MessageWork = Pick<
  Beginning,
  'kind' | 'usageId' | 'operation' | 'tenantId' | 'tier' | 'keys' | 'correlationId'
>

/** The Lambda handler of a queue: each message by itself, in turn; those that throw stay in the queue and end in its dead-letter queue. */
export function queueHandler({
  client,
  url,
  logger,
  describe = () => ({}),
  begin = () => undefined,
  work,
}: {
  client: Pick<SQSClient, 'send'>
  url: string
  logger: Logger
  /** Must not throw, whatever the message. @default it says nothing of itself */
  describe?: (body: string) => Partial<MessageWork>
  /** Hears of all messages of a batch before the first one is worked on. @default nobody needs to */
  begin?: (bodies: string[]) => void
  work: (body: string, context: LambdaContext) => Promise<void>
}): (event: { Records: QueueRecord[] }, context: LambdaContext) => Promise<BatchAnswer> {
  const postpone = async ({ receiptHandle, attributes }: QueueRecord, error: unknown): Promise<void> => {
    const attempts = Number(attributes.ApproximateReceiveCount)
    const longest = Math.min(FIRST_RETRY_SECONDS * 2 ** (attempts - 1), LONGEST_RETRY_SECONDS)
    // Between a half and all of it: messages that failed together must not come again together.
    const drawn = Math.ceil(longest * (0.5 + Number.parseInt(system.random(4, '0123456789abcdef'), 16) / 0x20000))
    const seconds = Math.max(drawn, secondsAskedBy(error) * attempts)
    await client.send(
      new ChangeMessageVisibilityCommand({ QueueUrl: url, ReceiptHandle: receiptHandle, VisibilityTimeout: seconds }),
    )
  }

  return async ({ Records }, context) => {
    const failures: BatchAnswer['batchItemFailures'] = []
    begin(Records.map(({ body }) => body))
    for (const record of Records) {
      try {
        await runWork(
          logger,
          { ...beginningOf(record, describe), functionRequestId: context.awsRequestId, batch: Records.length },
          async () => {
            try {
              await work(record.body, context)
            } catch (error) {
              logger.error('message failed', error as Error)
              // Without it the message comes again all the same, only later.
              await postpone(record, error).catch((failure) => logger.warn('message not postponed', failure as Error))
              throw error
            }
          },
        )
      } catch {
        failures.push({ itemIdentifier: record.messageId })
      }
    }
    return { batchItemFailures: failures }
  }
}

function beginningOf({ messageId, body, attributes }: QueueRecord, describe: (body: string) => Partial<MessageWork>) {
  const { keys, ...described } = describe(body)
  return {
    kind: 'message' as const,
    usageId: messageId,
    operation: 'message',
    tenantId: null,
    tier: null,
    correlationId: messageId,
    messageTrace: attributes.AWSTraceHeader,
    ...described,
    keys: { messageId, attempt: attributes.ApproximateReceiveCount, ...keys },
  }
}
