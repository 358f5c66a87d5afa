import * as z from 'zod/mini'
import { TenantId } from '../ids.ts'
import { pageOf } from '../openapi.ts'

/** A message that ran out of retries. One that is not an event names no tenant. */
export const FailedMessage = z
  .object({
    id: z.string(),
    /** The asynchronous function that it was for: a service's worker, by the service's name, or a function of the platform. */
    consumer: z.string(),
    /** The tenant in whose silo it failed; null in the pool and in the control plane. */
    silo: z.nullable(TenantId),
    tenantId: z.nullable(TenantId),
    /** The type of the event. */
    type: z.nullable(z.string()),
    /** What the event is about: the id of an entity. */
    subject: z.nullable(z.string()),
    sentAt: z.iso.datetime(),
    attempts: z.int(),
  })
  .register(z.globalRegistry, { id: 'FailedMessage' })
export type FailedMessage = z.infer<typeof FailedMessage>

/** Without `consumer`, the failed messages of all asynchronous functions; without `silo`, those of all places. */
export const RedriveQuery = z.strictObject({ consumer: z.optional(z.string()), silo: z.optional(TenantId) })

/** A redrive that was started, and how many messages there were to move. */
export const Redrive = z.object({ messages: z.int() }).register(z.globalRegistry, { id: 'Redrive' })

export const FAILED_MESSAGE_SCHEMAS = {
  listFailedMessages: {
    summary:
      'Messages that functions of either plane and of silos gave up, oldest first. A look hides them from other looks for a moment.',
    paged: true,
    response: pageOf(FailedMessage),
  },
  redriveFailedMessages: {
    summary: 'Give failed messages to their function again.',
    query: RedriveQuery,
    status: 202,
    response: Redrive,
    errors: ['CONFLICT'],
  },
} as const
