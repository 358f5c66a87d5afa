import type { Clock } from '@tenantry/local-cloud/core/clock.ts'
import type { Service } from '@tenantry/local-cloud/core/service.ts'
import type { BusEvent } from '@tenantry/toolkit/events.ts'
import { Crash } from './faults.ts'

/** How long an event waits in its queue after each delivery that failed; after the fifth it lies in the dead-letter queue (infra/foundation/consumer.ts). */
const RETRY_MS = [1_000, 2_000, 4_000, 8_000]
/** A function that crashed postpones nothing: its message is hidden for six times the function's timeout. */
const VISIBILITY_MS = 180_000

/**
 * A bus that hands each event to the functions that want it, as EventBridge and a queue do: at once, again after a failure, and into a
 * dead-letter queue after the last one.
 */
export function eventBus(clock: Clock, consume: (event: BusEvent) => Promise<void>) {
  let inFlight = 0
  let scheduled = 0
  let published = 0
  const dead: BusEvent[] = []
  const delivered: BusEvent[] = []

  function deliver(event: BusEvent, attempt: number): void {
    inFlight++
    consume(event)
      .then(
        () => void delivered.push(event),
        (error: unknown) => {
          const postponed = RETRY_MS[attempt]
          const delay = error instanceof Crash && postponed !== undefined ? VISIBILITY_MS : postponed
          if (delay === undefined) dead.push(event)
          else {
            scheduled++
            clock.after(delay, () => {
              scheduled--
              deliver(event, attempt + 1)
            })
          }
        },
      )
      .finally(() => inFlight--)
  }

  const service: Service = {
    name: 'events',
    protocol: 'json-1.1',
    targetPrefix: 'AWSEvents',
    operations: {
      PutEvents: {
        input: { Entries: { Source: true, DetailType: true, Detail: true, EventBusName: true } },
        access: 'public',
        run({ Entries }: { Entries: { Source: string; DetailType: string; Detail: string }[] }) {
          const ids = Entries.map(({ Source, DetailType, Detail }) => {
            const id = `event-${++published}`
            // The publisher hears first.
            setImmediate(() =>
              deliver({ id, source: Source, 'detail-type': DetailType, detail: JSON.parse(Detail) }, 0),
            )
            return { EventId: id }
          })
          return { FailedEntryCount: 0, Entries: ids }
        },
      },
    },
  }
  return {
    service,
    isBusy: () => inFlight > 0,
    isEmpty: () => inFlight === 0 && scheduled === 0,
    delivered,
    /** Gives what no function took to its function again. */
    redrive: () => {
      for (const event of dead.splice(0)) deliver(event, 0)
    },
    deliver: (event: BusEvent) => deliver(event, 0),
  }
}
