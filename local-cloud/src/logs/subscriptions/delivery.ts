import { AwsError } from '../../core/aws-error.ts'
import type { CloudContext } from '../../core/cloud-context.ts'
import { transaction } from '../../core/database.ts'
import { type DueWork, dueWork, retryDelay } from '../../core/due-work.ts'
import type { Batch, SubscribedEvents } from '../stores/subscribed-events.ts'
import type { Destinations } from './destinations.ts'

/** How long AWS tries. https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/Subscriptions.html */
const LONGEST_MS = 24 * 3_600_000

/** What AWS does not try again: "CloudWatch Logs doesn't try to re-deliver if the error is a non-retryable error". */
const FINAL = new Set([
  'AccessDenied',
  'AccessDeniedException',
  'InvalidArgumentException',
  'NoSuchEntity',
  'ResourceNotFoundException',
])

/** Hands log events to the destinations of the filters that they match, at least once: what was stored is delivered after a restart too. */
export function subscriptionDelivery({
  context,
  events,
  destinations,
}: {
  context: CloudContext
  events: SubscribedEvents
  destinations: Destinations
}): DueWork {
  const { database, clock } = context

  const settle = (batch: Batch, error: unknown) => {
    if (error !== null) {
      const failure = `logs: the filter ${batch.name} of ${batch.group} could not reach ${batch.destination}: ${String(error)}`
      context.log(failure)
    }
    const isFinal = error instanceof AwsError && FINAL.has(error.code)
    const done = error === null || isFinal || clock.now() - batch.since >= LONGEST_MS
    transaction(database, () => (done ? events.remove(batch) : events.postpone(batch, retryDelay(batch.attempts))))
  }

  return dueWork(context, {
    name: 'logs',
    next: events.due,
    async run() {
      const batch = events.next()
      if (!batch) return
      const error = await destinations.deliver(batch).then(
        () => null,
        (failure: unknown) => failure,
      )
      settle(batch, error)
    },
  })
}
