import type { SQSClient } from '@aws-sdk/client-sqs'
import * as z from 'zod/mini'
import type { BusEvent } from './events.ts'
import type { LambdaContext } from './lambda-proxy.ts'
import type { Logger } from './logger.ts'
import { type BatchAnswer, type QueueRecord, queueHandler } from './queue.ts'

const Envelope = z.object({
  id: z.string(),
  source: z.string(),
  'detail-type': z.string(),
  detail: z.unknown(),
})

/** What a detail may say of its tenant, for the log. */
const Tenant = z.object({ tenantId: z.string(), tier: z.optional(z.string()) })

/**
 * The Lambda handler of events from the bus. They come by a queue, so that each is tried again by itself and ends in a dead-letter queue,
 * which operators see and redrive. Every log line names the event and its tenant.
 */
export const eventHandler = ({
  client,
  url,
  logger,
  work,
}: {
  client: Pick<SQSClient, 'send'>
  url: string
  logger: Logger
  work: (event: BusEvent, context: LambdaContext) => Promise<void>
}): ((event: { Records: QueueRecord[] }, context: LambdaContext) => Promise<BatchAnswer>) =>
  queueHandler({
    client,
    url,
    logger,
    async work(body, context) {
      const event = readEnvelope(body)
      const { tenantId, tier } = z.safeParse(Tenant, event.detail).data ?? {}
      logger.appendKeys({
        requestId: context.awsRequestId,
        eventId: event.id,
        eventType: event['detail-type'],
        tenantId,
        tier,
      })
      await work(event, context)
    },
  })

function readEnvelope(body: string): BusEvent {
  const result = z.safeParse(Envelope, readJson(body))
  if (result.success) return { ...result.data, detail: result.data.detail }
  const fields = result.error.issues.map((issue) => issue.path.join('.'))
  throw new Error(`The message is not an event; malformed at: ${fields.join(', ')}`)
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
