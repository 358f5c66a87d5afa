import * as z from 'zod'
import type { CloudContext } from '../../core/cloud-context.ts'
import { LIMITS } from '../limits.ts'
import type { EventSource } from '../stores/event-source-store.ts'
import { Message } from './sqs-event.ts'

const Received = z.object({ Messages: z.array(Message).default([]) })
const MESSAGES_PER_CALL = 10
const LONGEST_WAIT_SECONDS = 20

/**
 * Receives until the batch is full, its window over, or the event as large as a payload may be.
 * https://docs.aws.amazon.com/lambda/latest/dg/invocation-eventsourcemapping.html#invocation-eventsourcemapping-batching
 */
export async function collectBatch(
  { clock, stopped }: { clock: CloudContext['clock']; stopped: () => boolean },
  { batchSize, batchingWindowSeconds }: EventSource,
  receive: (max: number, waitSeconds: number) => Promise<unknown>,
): Promise<Message[]> {
  const batch: Message[] = []
  let size = 0
  let until = Number.POSITIVE_INFINITY
  for (;;) {
    const waitSeconds = Math.min(LONGEST_WAIT_SECONDS, Math.ceil((until - clock.now()) / 1000))
    if (waitSeconds < 0 || stopped()) return batch
    const max = Math.min(MESSAGES_PER_CALL, batchSize - batch.length)
    const { Messages } = Received.parse(await receive(max, waitSeconds))
    if (Messages.length > 0 && batch.length === 0) until = clock.now() + batchingWindowSeconds * 1000
    batch.push(...Messages)
    size += Messages.reduce((sum, { Body }) => sum + Body.length, 0)
    // A full call of the largest messages must still fit.
    const full = batch.length >= batchSize || size > LIMITS.requestBytes / 2
    if (full || (batch.length > 0 && clock.now() >= until) || stopped()) return batch
  }
}
