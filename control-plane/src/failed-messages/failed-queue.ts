import {
  ChangeMessageVisibilityBatchCommand,
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  type Message,
  ReceiveMessageCommand,
  type SQSClient,
  StartMessageMoveTaskCommand,
  UnsupportedOperation,
} from '@aws-sdk/client-sqs'
import { ApiError } from '@tenantry/toolkit/api-error.ts'
import type { System } from '@tenantry/toolkit/system.ts'

/** Messages of one call. https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ReceiveMessage.html */
const MOST_PER_CALL = 10
/** Calls of a look at one time: each returns few messages. */
const CALLS_AT_ONCE = 5
/** One look sees no more; a redrive moves all. */
const MOST_PER_LOOK = 1_000
/** For so long another look, or a redrive, does not see what this look has; it gives everything back when it is done. */
const LOOK_SECONDS = 30

/** The dead-letter queue of an asynchronous function. */
export interface FailedQueue {
  consumer: string
  /** The tenant in whose silo it is; null elsewhere. */
  silo: string | null
  count(): Promise<number>
  /**
   * What is in the queue, as far as it is seen until a time in milliseconds; a queue has no way to look without taking, so each message is
   * taken and given back.
   */
  look(until: number): Promise<{ messages: Message[]; isComplete: boolean }>
  /** Throws CONFLICT while another redrive runs. */
  redrive(): Promise<void>
}

export function failedQueue(
  client: Pick<SQSClient, 'send'>,
  {
    consumer,
    silo = null,
    arnPrefix,
    system,
  }: { consumer: string; silo?: string | null; arnPrefix: string; system: Pick<System, 'now'> },
): FailedQueue {
  const destinationArn = `${arnPrefix}${consumer}`
  const arn = `${destinationArn}-failed`
  let found: Promise<string> | undefined

  /** The URL of a queue never changes. */
  function url(): Promise<string> {
    found ??= client
      .send(new GetQueueUrlCommand({ QueueName: arn.split(':').at(-1) }))
      .then(({ QueueUrl = '' }) => QueueUrl)
      .catch((error) => {
        found = undefined
        throw error
      })
    return found
  }

  const giveBack = async (messages: Message[]): Promise<void> => {
    const Entries = messages.map(({ ReceiptHandle }, index) => ({
      Id: String(index),
      ReceiptHandle,
      VisibilityTimeout: 0,
    }))
    await client.send(new ChangeMessageVisibilityBatchCommand({ QueueUrl: await url(), Entries }))
  }

  async function take(): Promise<Message[]> {
    const { Messages = [] } = await client.send(
      new ReceiveMessageCommand({
        QueueUrl: await url(),
        MaxNumberOfMessages: MOST_PER_CALL,
        VisibilityTimeout: LOOK_SECONDS,
        // A long poll asks all of the queue's servers.
        WaitTimeSeconds: 1,
        MessageSystemAttributeNames: ['SentTimestamp', 'ApproximateReceiveCount'],
      }),
    )
    return Messages
  }

  async function count(): Promise<number> {
    const AttributeNames = ['ApproximateNumberOfMessages' as const]
    const { Attributes } = await client.send(new GetQueueAttributesCommand({ QueueUrl: await url(), AttributeNames }))
    return Number(Attributes?.ApproximateNumberOfMessages)
  }

  return {
    consumer,
    silo,
    count,
    async look(until) {
      const most = Math.min(await count(), MOST_PER_LOOK)
      const batches: Message[][] = []
      const seen = () => batches.reduce((sum, { length }) => sum + length, 0)
      let isEmpty = false
      async function takeOn(): Promise<void> {
        while (!isEmpty && seen() < most && system.now() < until) {
          const messages = await take()
          if (messages.length === 0) isEmpty = true
          else batches.push(messages)
        }
      }
      try {
        await Promise.all(Array.from({ length: CALLS_AT_ONCE }, takeOn))
      } finally {
        await Promise.all(batches.map(giveBack))
      }
      return { messages: batches.flat(), isComplete: isEmpty || seen() >= most }
    },
    async redrive() {
      try {
        await client.send(new StartMessageMoveTaskCommand({ SourceArn: arn, DestinationArn: destinationArn }))
      } catch (error) {
        if (!(error instanceof UnsupportedOperation)) throw error
        throw new ApiError('CONFLICT', `A redrive of ${consumer} is running already.`)
      }
    },
  }
}
