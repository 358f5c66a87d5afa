import type { SQSClient } from '@aws-sdk/client-sqs'
import { TenantId } from '@tenantry/contracts/ids.ts'
import * as z from 'zod/mini'
import type { BusEvent } from './events.ts'
import { Correlated } from './invocation-handler.ts'
import type { LambdaContext } from './lambda-proxy.ts'
import type { Logger } from './logger.ts'
import { type BatchAnswer, type MessageWork, type QueueRecord, queueHandler } from './queue.ts'

const Envelope = z.object({
  id: z.string(),
  source: z.string(),
  'detail-type': z.string(),
  detail: z.unknown(),
})

/** What a detail may say of its tenant, and of what it belongs to. */
const Tenant = z.object({ tenantId: TenantId, tier: z.optional(z.string()) })

/** The source of a schedule's ticks. https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-events.html */
const SCHEDULES = 'aws.events'

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
    describe: (body) => describeEvent(body, logger.service),
    work: (body, context) => work(readEnvelope(body), context),
  })

/** A consumer counts an event once, however often it comes; two consumers of one event do different work. */
function describeEvent(body: string, consumer: string): Partial<MessageWork> {
  const event = z.safeParse(Envelope, readJson(body)).data
  if (!event) return {}
  const { id, source, detail, 'detail-type': type } = event
  const isTick = source === SCHEDULES
  const { tenantId = null, tier = null } = z.safeParse(Tenant, detail).data ?? {}
  return {
    kind: isTick ? 'job' : 'message',
    usageId: `${consumer}/${id}`,
    operation: isTick ? 'tick' : type,
    tenantId,
    tier,
    correlationId: z.safeParse(Correlated, detail).data?.correlationId ?? id,
    keys: { eventId: id, eventType: type },
  }
}

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
