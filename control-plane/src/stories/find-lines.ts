import {
  type CloudWatchLogsClient,
  FilterLogEventsCommand,
  ResourceNotFoundException,
} from '@aws-sdk/client-cloudwatch-logs'

/** A line as CloudWatch Logs has it. */
export interface FoundLine {
  /** Milliseconds since the epoch. */
  at: number
  group: string
  stream: string
  text: string
}

export interface Search {
  groups: string[]
  /** https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html */
  pattern: string
  /** Milliseconds since the epoch; `to` is exclusive. */
  from: number
  to: number
}

/** Lines that fit, oldest first; not complete where more was to be read than one answer may take. */
export type FindLines = (search: Search) => Promise<{ lines: FoundLine[]; complete: boolean }>

/** Each page of FilterLogEvents searches up to a megabyte. */
const MOST_PAGES = 20
const MOST_LINES = 500

/** Asks all groups at once: two of each place. */
export const findLines =
  (client: Pick<CloudWatchLogsClient, 'send'>): FindLines =>
  async ({ groups, ...search }) => {
    const found = await Promise.all(groups.map((group) => findIn(client, group, search)))
    const lines = found.flatMap((one) => one.lines).sort((one, other) => one.at - other.at)
    return { lines, complete: found.every((one) => one.complete) }
  }

async function findIn(
  client: Pick<CloudWatchLogsClient, 'send'>,
  group: string,
  { pattern: filterPattern, from: startTime, to }: Omit<Search, 'groups'>,
): ReturnType<FindLines> {
  const lines: FoundLine[] = []
  let nextToken: string | undefined
  for (let page = 0; page < MOST_PAGES && lines.length < MOST_LINES; page++) {
    const query = { logGroupName: group, filterPattern, startTime, endTime: to - 1, nextToken }
    try {
      const { events = [], ...answer } = await client.send(new FilterLogEventsCommand(query))
      for (const { timestamp: at = 0, logStreamName: stream = '', message: text = '' } of events)
        lines.push({ at, group, stream, text })
      nextToken = answer.nextToken
    } catch (error) {
      // A tenant of the pool has no silo, and one that has left has none any more.
      if (!(error instanceof ResourceNotFoundException)) throw error
      return { lines, complete: true }
    }
    if (nextToken === undefined) return { lines, complete: true }
  }
  return { lines, complete: false }
}
