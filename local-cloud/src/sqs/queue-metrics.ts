import type { CloudContext } from '../core/cloud-context.ts'
import { eachMinute } from '../core/each-minute.ts'
import type { MetricWriter } from '../core/faces.ts'
import type { MessageStore } from './stores/message-store.ts'
import type { QueueStore } from './stores/queue-store.ts'

/** "SQS pushes metrics for active queues; a queue stays active for up to six hours from its last activity." */
const ACTIVE_MS = 6 * 3_600_000

/**
 * Measures queues each minute: those that have messages, or had some in the last six hours.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-available-cloudwatch-metrics.html
 */
export function measureQueues({
  context,
  queues,
  messages,
  metrics,
}: {
  context: CloudContext
  queues: QueueStore
  messages: MessageStore
  metrics: MetricWriter
}): () => void {
  const active = new Map<string, number>()
  return eachMinute(context.clock, 0, (minute) => {
    // What is there at the end of a minute is that minute's.
    const timestamp = minute - 1
    for (const name of messages.queuesInUse()) active.set(name, minute)
    for (const [name, since] of active) {
      const queue = queues.find(name)
      if (!queue || minute - since > ACTIVE_MS) {
        active.delete(name)
        continue
      }
      const { visible, inFlight, delayed, oldestAt } = messages.counts(name, queue.settings.retentionSeconds * 1000)
      const put = (metric: string, value: number, unit = 'Count') => {
        const dimensions = { QueueName: name }
        metrics.put({ namespace: 'AWS/SQS', name: metric, dimensions, values: [value], unit, timestamp })
      }
      put('ApproximateNumberOfMessagesVisible', visible)
      put('ApproximateNumberOfMessagesNotVisible', inFlight)
      put('ApproximateNumberOfMessagesDelayed', delayed)
      const age = oldestAt === null ? 0 : Math.max(0, Math.floor((minute - oldestAt) / 1000))
      put('ApproximateAgeOfOldestMessage', age, 'Seconds')
    }
  })
}
