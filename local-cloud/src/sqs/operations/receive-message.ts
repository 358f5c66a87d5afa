import * as z from 'zod'
import { parsedOperation } from '../../core/parsed-operation.ts'
import type { Operation } from '../../core/service.ts'
import { invalidParameter, sqsError } from '../errors.ts'
import { LIMITS } from '../limits.ts'
import { type MessageAttribute, md5, md5OfAttributes, type StoredMessage } from '../message.ts'
import { byUrl, OnQueue, type SqsServices } from '../sqs-services.ts'
import type { Queue } from '../stores/queue-store.ts'

const Input = z.strictObject({
  ...OnQueue,
  MaxNumberOfMessages: z.int().default(1),
  VisibilityTimeout: z.int().optional(),
  WaitTimeSeconds: z.int().optional(),
  MessageAttributeNames: z.array(z.string()).default([]),
  MessageSystemAttributeNames: z.array(z.string()).default([]),
  /** The older name of the same. */
  AttributeNames: z.array(z.string()).default([]),
})

type Needs = Pick<SqsServices, 'context' | 'names' | 'queues' | 'messages' | 'arrivals'>

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ReceiveMessage.html */
export const receiveMessage = (services: Needs): Operation =>
  parsedOperation({
    access: byUrl(services, 'ReceiveMessage'),
    input: Input,
    async run(request) {
      const { names, queues } = services
      const queue = queues.get(names.ofUrl(request.QueueUrl))
      const { MaxNumberOfMessages: max, VisibilityTimeout, WaitTimeSeconds } = request
      const visibility = VisibilityTimeout ?? queue.settings.visibilitySeconds
      const wait = WaitTimeSeconds ?? queue.settings.waitSeconds
      inRange('MaxNumberOfMessages', max, 1, LIMITS.receivedMessages)
      inRange('VisibilityTimeout', visibility, 0, LIMITS.visibilitySeconds)
      inRange('WaitTimeSeconds', wait, 0, LIMITS.waitSeconds)
      const received = await receive(services, queue.name, max, visibility * 1000, wait * 1000)
      if (received.length === 0) return {}
      const system = [...request.MessageSystemAttributeNames, ...request.AttributeNames]
      return { Messages: received.map((message) => describeMessage(message, system, request.MessageAttributeNames)) }
    },
  })

function inRange(name: string, value: number, min: number, max: number): void {
  if (value < min || value > max) throw invalidParameter(name, value, `Must be between ${min} and ${max}, if provided.`)
}

/** Waits until there is a message, the time is over, or the queue is gone. */
async function receive(services: Needs, name: string, max: number, visibilityMs: number, waitMs: number) {
  const { context, queues, messages, arrivals } = services
  const deadline = context.clock.now() + waitMs
  for (;;) {
    const queue = queues.find(name)
    if (!queue || arrivals.closed()) return []
    const received = receiveNow(services, queue, max, visibilityMs)
    if (received.length > 0 || context.clock.now() >= deadline) return received
    await arrivals.wait(name, Math.min(deadline, messages.nextVisibleAt(name)))
  }
}

function receiveNow({ names, queues, messages, arrivals }: Needs, queue: Queue, max: number, visibilityMs: number) {
  const { redrive, retentionSeconds } = queue.settings
  if (messages.counts(queue.name, retentionSeconds * 1000).inFlight >= LIMITS.inFlight)
    throw sqsError('OverLimit', `There may be at most ${LIMITS.inFlight} messages in flight.`)
  const target = redrive && queues.find(names.ofArn(redrive.deadLetterTargetArn) ?? '')
  const { received, dead } = messages.receive(queue.name, {
    max,
    visibilityMs,
    retentionMs: retentionSeconds * 1000,
    deadLetter: target
      ? { queue: target.name, sourceArn: names.arn(queue.name), maxReceiveCount: redrive.maxReceiveCount }
      : null,
  })
  if (dead > 0 && target) arrivals.wake(target.name)
  return received
}

function describeMessage(
  message: StoredMessage & { receiptHandle: string },
  system: string[],
  attributeNames: string[],
) {
  const wanted = (names: string[]) => (name: string) => names.includes('All') || names.includes(name)
  const pick = <T>(all: Record<string, T>, keep: (name: string) => boolean): Record<string, T> | undefined => {
    const kept = Object.entries(all).filter(([name]) => keep(name))
    return kept.length > 0 ? Object.fromEntries(kept) : undefined
  }
  const attributes = pick<MessageAttribute>(
    message.attributes,
    (name) =>
      wanted(attributeNames)(name) ||
      attributeNames.some((prefix) => prefix.endsWith('.*') && name.startsWith(prefix.slice(0, -2))),
  )
  return {
    MessageId: message.id,
    ReceiptHandle: message.receiptHandle,
    MD5OfBody: md5(message.body),
    Body: message.body,
    Attributes: pick(systemAttributes(message), wanted(system)),
    MessageAttributes: attributes,
    MD5OfMessageAttributes: attributes && md5OfAttributes(attributes),
  }
}

const systemAttributes = (message: StoredMessage): Record<string, string> => ({
  SenderId: message.senderId,
  SentTimestamp: String(message.sentAt),
  ApproximateReceiveCount: String(message.receiveCount),
  ApproximateFirstReceiveTimestamp: String(message.firstReceivedAt),
  ...(message.traceHeader && { AWSTraceHeader: message.traceHeader }),
  ...(message.groupId && { MessageGroupId: message.groupId }),
  ...(message.deadLetterSource && { DeadLetterQueueSourceArn: message.deadLetterSource }),
})
