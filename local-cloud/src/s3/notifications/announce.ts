import type { CloudContext } from '../../core/cloud-context.ts'
import type { EventQueue } from '../stores/event-queue.ts'
import type { NotificationConfigurations } from '../stores/notification-configurations.ts'
import { type Caller, completeRecord, eventRecord, type Stored } from './event-record.ts'

/** An object that is about to be stored. */
export interface Creation {
  event: 'ObjectCreated:Put' | 'ObjectCreated:Copy' | 'ObjectCreated:CompleteMultipartUpload'
  bucket: string
  key: string
  caller: Caller
}

export type Announce = <Object extends Stored>(creation: Creation, store: () => Object) => Object

interface Needs {
  context: CloudContext
  configurations: NotificationConfigurations
  events: EventQueue
  /** Told when there is something to send. */
  noted: () => void
}

/** Stores an object, and tells whoever the bucket's configuration names. */
export const announce =
  ({ context, configurations, events, noted }: Needs): Announce =>
  ({ event: name, bucket, key, caller }, store) => {
    const matching = configurations.matching(bucket, name, key)
    if (matching.length === 0) return store()
    const open = matching.map((configuration) => {
      const record = JSON.stringify(eventRecord(context, { name, bucket, key, caller, configuration }))
      return { id: events.note({ bucket, key, queueArn: configuration.queueArn, record }), record }
    })
    try {
      const stored = store()
      for (const { id, record } of open) events.ready(id, completeRecord(record, id, context.clock.now(), stored))
      noted()
      return stored
    } catch (error) {
      for (const { id } of open) events.remove(id)
      throw error
    }
  }

/** What an earlier run noted without saying how it ended: where the object is there, its event is sent. One too many is allowed. */
export async function settleEvents(
  { context, events }: Pick<Needs, 'context' | 'events'>,
  open: () => Promise<{
    has(bucket: string, key: string): boolean
    store: { headObject(bucket: string, key: string): Stored }
  }>,
): Promise<void> {
  const unsettled = events.unsettled()
  if (unsettled.length === 0) return
  const { store, has } = await open()
  for (const { id, bucket, key, record } of unsettled) {
    if (has(bucket, key))
      events.ready(id, completeRecord(record, id, context.clock.now(), store.headObject(bucket, key)))
    else events.remove(id)
  }
}
