import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge'
import * as z from 'zod/mini'
import { traceHeader } from './trace.ts'
import { currentWork, withCorrelation } from './work.ts'

/** PutEvents takes at most ten entries. https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutEvents.html */
const MAX_ENTRIES = 10

/** An event to publish: EventBridge's detail type and detail. */
export interface Entry {
  type: string
  detail: unknown
}

/** An event as EventBridge hands it to a function. */
export interface BusEvent {
  id: string
  source: string
  'detail-type': string
  detail: unknown
}

/** The client that `publish` takes; created here so that a bundle holds one copy of it. Its calls say which trace they belong to. */
export function eventBridge(): EventBridgeClient {
  const client = new EventBridgeClient({})
  // The SDK itself names Lambda's trace, which in a batch is not that of the message, and keeps a header that is there.
  client.middlewareStack.add(
    (next) => (args) => {
      const trace = currentWork()?.trace
      const { headers } = args.request as { headers: Record<string, string> }
      if (trace) headers['X-Amzn-Trace-Id'] = traceHeader(trace)
      return next(args)
    },
    { step: 'build', name: 'traceOfWork', priority: 'high' },
  )
  return client
}

/** Puts events on the bus, with what they belong to, and throws when the bus refused any: PutEvents itself answers 200 then. */
export async function publish(client: EventBridgeClient, bus: string, source: string, entries: Entry[]): Promise<void> {
  for (let at = 0; at < entries.length; at += MAX_ENTRIES) {
    const batch = entries.slice(at, at + MAX_ENTRIES)
    const { FailedEntryCount, Entries } = await client.send(
      new PutEventsCommand({
        Entries: batch.map(({ type, detail }) => ({
          EventBusName: bus,
          Source: source,
          DetailType: type,
          Detail: JSON.stringify(withCorrelation(detail)),
        })),
      }),
    )
    if (!FailedEntryCount) continue
    const refused = Entries?.find((entry) => entry.ErrorCode)
    throw new Error(
      `${FailedEntryCount} events were not accepted: ${refused?.ErrorCode} ${refused?.ErrorMessage ?? ''}`,
    )
  }
}

/** The detail of an event as its schema's type; throws when it does not fit, so that the event ends in the dead-letter queue. */
export function readEvent<Schema extends z.ZodMiniType>(schema: Schema, event: BusEvent): z.output<Schema> {
  const result = z.safeParse(schema, event.detail)
  if (result.success) return result.data
  const fields = result.error.issues.map((issue) => issue.path.join('.'))
  throw new Error(`Event ${event.id} (${event['detail-type']}) is malformed at: ${fields.join(', ')}`)
}
