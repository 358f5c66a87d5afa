import type { EventSourceStore } from '../stores/event-source-store.ts'
import { type PollerServices, pollEventSource } from './poller.ts'

export type Pollers = ReturnType<typeof pollers>

/** One poller for each enabled event source, from the moment the endpoint listens. */
export function pollers(services: PollerServices & { eventSources: EventSourceStore }) {
  const running = new Map<string, { stop(): void }>()
  let started = false
  const restart = (uuid: string): void => {
    running.get(uuid)?.stop()
    running.delete(uuid)
    const source = services.eventSources.find(uuid)
    if (started && source?.enabled) running.set(uuid, pollEventSource(services, source))
  }
  return {
    /** After an event source was made, changed or removed. */
    restart,
    start(): void {
      started = true
      for (const { uuid } of services.eventSources.list()) restart(uuid)
    },
    close(): void {
      started = false
      for (const poller of running.values()) poller.stop()
    },
  }
}
