import { dueWork, retryDelay } from '../core/due-work.ts'
import type { MetricWriter } from '../core/faces.ts'
import { type DeliverNeeds, deliverRecords } from './deliver-records.ts'
import type { Delivery } from './stores/record-buffer.ts'
import type { DeliveryStream, StreamStore } from './stores/stream-store.ts'

/** "retries for up to 24 hours". https://docs.aws.amazon.com/firehose/latest/dev/retry.html */
const LONGEST_MS = 24 * 3_600_000

export type StreamDelivery = ReturnType<typeof streamDelivery>

/** Delivers a stream's buffer when it is full or its interval is over, at least once; an attempt that is made again writes the same object. */
export function streamDelivery(needs: DeliverNeeds & { streams: StreamStore; metrics: MetricWriter }) {
  const { context, buffer, streams, metrics } = needs
  const { deliver, assume, logFailure } = deliverRecords(needs)

  const dueAt = ([name, { oldest, bytes }]: [string, { oldest: number; bytes: number }]): number => {
    const stream = streams.find(name)
    if (!stream) return Number.NEGATIVE_INFINITY
    const begun = buffer.begun(name)
    if (begun) return begun.due
    return bytes >= stream.sizeBytes ? oldest : oldest + stream.intervalMs
  }
  const earliest = () =>
    [...buffer.held()]
      .map((held) => ({ name: held[0], at: dueAt(held) }))
      .reduce<{ name: string; at: number } | null>((first, one) => (first && first.at <= one.at ? first : one), null)

  /** https://docs.aws.amazon.com/firehose/latest/dev/cloudwatch-metrics.html */
  const measure = ({ name: DeliveryStreamName }: DeliveryStream, { arrived }: Delivery, success: 0 | 1): void => {
    const put = (name: string, value: number, unit: string) =>
      metrics.put({ namespace: 'AWS/Firehose', name, dimensions: { DeliveryStreamName }, values: [value], unit })
    put('DeliveryToS3.Success', success, 'Count')
    put('DeliveryToS3.DataFreshness', Math.floor((context.clock.now() - arrived) / 1000), 'Seconds')
  }

  const attempt = async (stream: DeliveryStream, delivery: Delivery): Promise<void> => {
    try {
      await deliver(stream, delivery)
      buffer.end(delivery)
      measure(stream, delivery, 1)
    } catch (error) {
      measure(stream, delivery, 0)
      context.log(`firehose: the stream ${stream.name} could not deliver to ${stream.bucket}: ${String(error)}`)
      await logFailure(stream, error).catch((failure) =>
        context.log(`firehose: the stream ${stream.name} could not log it: ${String(failure)}`),
      )
      if (context.clock.now() - delivery.arrived >= LONGEST_MS) buffer.end(delivery)
      else buffer.postpone(delivery, retryDelay(delivery.attempts))
    }
  }

  const work = dueWork(context, {
    name: 'firehose',
    next: () => earliest()?.at ?? null,
    async run() {
      const name = earliest()?.name
      if (name === undefined) return
      const stream = streams.find(name)
      if (stream) await attempt(stream, buffer.begun(name) ?? buffer.begin(name, stream.sizeBytes))
      else buffer.drop(name)
    },
  })

  return {
    wake: work.wake,
    close: work.close,
    assume,
    /** What a stream still holds when it goes is delivered if that is possible at once. */
    async flush(stream: DeliveryStream): Promise<void> {
      while (buffer.held().has(stream.name)) {
        const delivery = buffer.begun(stream.name) ?? buffer.begin(stream.name, stream.sizeBytes)
        await attempt(stream, delivery)
        if (buffer.begun(stream.name)) return
      }
    },
  }
}
