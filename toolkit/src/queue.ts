import { ChangeMessageVisibilityCommand, SQSClient } from '@aws-sdk/client-sqs'
import { meterUnits } from './consumed-units.ts'
import type { LambdaContext } from './lambda-proxy.ts'
import type { Logger } from './logger.ts'
import { system } from './system.ts'

/** A message as Lambda hands it over. https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html */
export interface QueueRecord {
  messageId: string
  receiptHandle: string
  body: string
  attributes: { ApproximateReceiveCount: string }
}

/** Which messages of a batch stay in the queue. https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html#services-sqs-batchfailurereporting */
export interface BatchAnswer {
  batchItemFailures: { itemIdentifier: string }[]
}

/** A failed message comes again after about one second, then two, four, … and not only when the visibility timeout is over. */
const FIRST_RETRY_SECONDS = 1
const LONGEST_RETRY_SECONDS = 900

/** The client that `queueHandler` takes; created here so that a bundle holds one copy of it. */
export const queues = (): SQSClient => new SQSClient({})

/** The Lambda handler of a queue: each message by itself, in turn; those that throw stay in the queue and end in its dead-letter queue. */
export function queueHandler({
  client,
  url,
  logger,
  work,
}: {
  client: Pick<SQSClient, 'send'>
  url: string
  logger: Logger
  work: (body: string, context: LambdaContext) => Promise<void>
}): (event: { Records: QueueRecord[] }, context: LambdaContext) => Promise<BatchAnswer> {
  const postpone = async ({ receiptHandle, attributes }: QueueRecord): Promise<void> => {
    const attempts = Number(attributes.ApproximateReceiveCount)
    const longest = Math.min(FIRST_RETRY_SECONDS * 2 ** (attempts - 1), LONGEST_RETRY_SECONDS)
    // Between a half and all of it: messages that failed together must not come again together.
    const seconds = Math.ceil(longest * (0.5 + Number.parseInt(system.random(4, '0123456789abcdef'), 16) / 0x20000))
    await client.send(
      new ChangeMessageVisibilityCommand({ QueueUrl: url, ReceiptHandle: receiptHandle, VisibilityTimeout: seconds }),
    )
  }

  return async ({ Records }, context) => {
    const failures: BatchAnswer['batchItemFailures'] = []
    for (const record of Records) {
      const { messageId } = record
      logger.resetKeys()
      logger.appendKeys({ messageId, attempt: record.attributes.ApproximateReceiveCount })
      try {
        const { units } = await meterUnits(() => work(record.body, context))
        logger.info('message done', { readUnits: units.read, writeUnits: units.write })
      } catch (error) {
        logger.error('message failed', error as Error)
        failures.push({ itemIdentifier: messageId })
        // Without it the message comes again all the same, only later.
        await postpone(record).catch((failure) => logger.warn('message not postponed', failure as Error))
      }
    }
    return { batchItemFailures: failures }
  }
}
