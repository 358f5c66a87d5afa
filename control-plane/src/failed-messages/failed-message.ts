import type { Message } from '@aws-sdk/client-sqs'
import type { FailedMessage } from '@tenantry/contracts/control-plane-api/failed-message-schemas.ts'
import { TenantId } from '@tenantry/contracts/ids.ts'
import * as z from 'zod/mini'
import type { FailedQueue } from './failed-queue.ts'

const Envelope = z.object({ 'detail-type': z.string() })
const Detail = z.object({ detail: z.object({ tenantId: TenantId }) })
/** What a service's event says besides its tenant. */
const Data = z.object({ detail: z.object({ data: z.record(z.string(), z.unknown()) }) })

/** A message as operators see it. What is not an event names neither tenant nor subject. */
export function failedMessage(
  { consumer, silo }: Pick<FailedQueue, 'consumer' | 'silo'>,
  { MessageId = '', Body = '', Attributes = {} }: Message,
): FailedMessage {
  const body = readJson(Body)
  const data = z.safeParse(Data, body).data?.detail.data ?? {}
  return {
    id: MessageId,
    consumer,
    silo,
    tenantId: z.safeParse(Detail, body).data?.detail.tenantId ?? null,
    type: z.safeParse(Envelope, body).data?.['detail-type'] ?? null,
    subject: Object.values(data).find((value) => typeof value === 'string') ?? null,
    sentAt: new Date(Number(Attributes.SentTimestamp)).toISOString(),
    attempts: Number(Attributes.ApproximateReceiveCount),
  }
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
