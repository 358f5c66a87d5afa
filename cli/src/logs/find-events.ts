import {
  type CloudWatchLogsClient,
  paginateFilterLogEvents,
  ResourceNotFoundException,
} from '@aws-sdk/client-cloudwatch-logs'
import { functionOfStream } from '@tenantry/contracts/log-groups.ts'
import { each } from '../each.ts'
import type { LogSource } from './log-sources.ts'

export interface FoundEvent {
  id: string
  /** Milliseconds since the epoch. */
  timestamp: number
  source: LogSource
  message: string
}

/** FilterLogEvents has a quota per second; the SDK waits and tries again when it is met. https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/cloudwatch_limits_cwl.html */
const AT_ONCE = 4

/** What the sources logged since then that fits the pattern, oldest first. */
export async function findEvents(
  client: CloudWatchLogsClient,
  sources: LogSource[],
  pattern: string,
  startTime: number,
): Promise<FoundEvent[]> {
  const found: FoundEvent[] = []
  const groups = Map.groupBy(sources, ({ group }) => group)
  await each(groups, AT_ONCE, async ([group, sharers]) => {
    const query = { logGroupName: group, startTime, ...(pattern && { filterPattern: pattern }) }
    try {
      for await (const { events = [] } of paginateFilterLogEvents({ client }, query)) {
        for (const { eventId = '', logStreamName = '', timestamp = 0, message = '' } of events) {
          const source = sharers.find((one) => isOf(one, logStreamName))
          if (source) found.push({ id: `${group}/${eventId}`, timestamp, source, message })
        }
      }
    } catch (error) {
      // A deployment may have removed it meanwhile.
      if (!(error instanceof ResourceNotFoundException)) throw error
    }
  })
  return found.sort((a, b) => a.timestamp - b.timestamp)
}

const isOf = ({ functionName }: LogSource, stream: string): boolean =>
  functionName === null || functionName === functionOfStream(stream)
