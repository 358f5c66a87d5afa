import type { Message } from '@aws-sdk/client-sqs'
import type { FailedMessage } from '@tenantry/contracts/control-plane-api/schemas.ts'
import { OrderPlaced } from '@tenantry/contracts/events.ts'
import * as z from 'zod/mini'

const Envelope = z.object({ 'detail-type': z.string(), detail: OrderPlaced })

/** A message as operators see it. What is no event of ours names neither tenant nor order. */
export function failedMessage({ MessageId = '', Body = '', Attributes = {} }: Message): FailedMessage {
  const event = z.safeParse(Envelope, json(Body)).data
  return {
    id: MessageId,
    tenantId: event?.detail.tenantId ?? null,
    type: event?.['detail-type'] ?? null,
    subject: event?.detail.orderId ?? null,
    sentAt: new Date(Number(Attributes.SentTimestamp)).toISOString(),
    attempts: Number(Attributes.ApproximateReceiveCount),
  }
}

function json(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
