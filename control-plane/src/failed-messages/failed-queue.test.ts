import {
  ChangeMessageVisibilityBatchCommand,
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  ReceiveMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs'
import { expect, test } from 'vitest'
import { failedQueue } from './failed-queue.ts'

/** A queue of so many messages, on a clock that each call moves by a second. */
function queueOf(count: number) {
  const waiting = Array.from({ length: count }, (_, n) => ({ MessageId: `m${n}`, ReceiptHandle: `r${n}` }))
  const given: string[] = []
  let now = 0
  const send = async (command: unknown) => {
    if (command instanceof GetQueueUrlCommand) return { QueueUrl: 'https://queue' }
    if (command instanceof GetQueueAttributesCommand) return { Attributes: { ApproximateNumberOfMessages: `${count}` } }
    if (command instanceof ReceiveMessageCommand) {
      now += 1000
      return { Messages: waiting.splice(0, 10) }
    }
    if (command instanceof ChangeMessageVisibilityBatchCommand) {
      given.push(...(command.input.Entries ?? []).map(({ ReceiptHandle = '' }) => ReceiptHandle))
      return {}
    }
    throw new Error('Nobody answers this')
  }
  const client = { send } as unknown as SQSClient // the four commands above are all that it sends
  const queue = failedQueue(client, { consumer: 'c', arnPrefix: 'arn:aws:sqs:::tenantry-', system: { now: () => now } })
  return { queue, given, now: () => now }
}

test('a look sees every message, and gives each back', async () => {
  const { queue, given } = queueOf(95)
  const { messages, isComplete } = await queue.look(60_000)
  expect(isComplete).toBe(true)
  expect(new Set(messages.map(({ MessageId }) => MessageId)).size).toBe(95)
  expect(given).toHaveLength(95)
})

test('a look ends at its time, says that it has not seen all, and gives back what it took', async () => {
  const { queue, given, now } = queueOf(900)
  const { messages, isComplete } = await queue.look(5000)
  expect(isComplete).toBe(false)
  expect(now()).toBeLessThan(12_000)
  expect(messages.length).toBeGreaterThan(0)
  expect(given).toHaveLength(messages.length)
})
