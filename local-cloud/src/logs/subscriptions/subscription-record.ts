import { gzipSync } from 'node:zlib'
import { eventId } from '../log-arns.ts'
import type { Batch } from '../stores/subscribed-events.ts'

/** What destinations get: JSON, compressed with gzip. https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/SubscriptionFilters.html */
const record = (content: object): string => gzipSync(JSON.stringify(content)).toString('base64')

/** A record for each log stream, base64. */
export function dataMessages({ group, name, events }: Batch, owner: string): string[] {
  const byStream = Map.groupBy(events, ({ stream }) => stream)
  return [...byStream].map(([logStream, logged]) =>
    record({
      messageType: 'DATA_MESSAGE',
      owner,
      logGroup: group,
      logStream,
      subscriptionFilters: [name],
      logEvents: logged.map(({ event, timestamp, message }) => ({ id: eventId(event), timestamp, message })),
    }),
  )
}

/** What CloudWatch Logs sends to see whether a destination can be reached. */
export const controlMessage = (timestamp: number): string =>
  record({
    messageType: 'CONTROL_MESSAGE',
    owner: 'CloudwatchLogs',
    logGroup: '',
    logStream: '',
    subscriptionFilters: [],
    logEvents: [{ id: '', timestamp, message: 'CWL CONTROL MESSAGE: Checking health of destination Firehose.' }],
  })
