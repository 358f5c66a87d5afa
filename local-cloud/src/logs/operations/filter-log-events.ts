import * as z from 'zod'
import { parsedOperation } from '../../core/parsed-operation.ts'
import type { Operation } from '../../core/service.ts'
import { filterPattern } from '../filter-pattern.ts'
import { eventId, groupName } from '../log-arns.ts'
import type { LogsServices } from '../logs-services.ts'
import { positionToken, readPositionToken } from '../position-token.ts'

const MAX_EVENTS = 10_000

const Input = z
  .object({
    logGroupName: z.string().optional(),
    logGroupIdentifier: z.string().optional(),
    logStreamNames: z.array(z.string()).max(100).optional(),
    logStreamNamePrefix: z.string().optional(),
    startTime: z.int().min(0).default(0),
    endTime: z
      .int()
      .min(0)
      .default(Number.MAX_SAFE_INTEGER - 1),
    filterPattern: z.string().max(1024).default(''),
    limit: z.int().min(1).max(MAX_EVENTS).default(MAX_EVENTS),
    nextToken: z.string().optional(),
  })
  .refine(({ logGroupName, logGroupIdentifier }) => (logGroupName ?? logGroupIdentifier) !== undefined, {
    message: 'Member must not be null',
    path: ['logGroupName'],
  })
  .refine(({ logStreamNames, logStreamNamePrefix }) => !logStreamNames || logStreamNamePrefix === undefined, {
    message: 'Cannot specify both logStreamNames and logStreamNamePrefix.',
    path: ['logStreamNamePrefix'],
  })

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_FilterLogEvents.html */
export const filterLogEvents = ({ store, arns }: Pick<LogsServices, 'store' | 'arns'>): Operation =>
  parsedOperation({
    access: (input) => [
      {
        action: 'logs:FilterLogEvents',
        resource: arns.groupAccess(groupName(String(input.logGroupName ?? input.logGroupIdentifier))),
      },
    ],
    input: Input,
    meaningless: {
      interleaved: 'AWS: "Starting on June 17, 2019, this parameter is ignored and the value is assumed to be true."',
    },
    run({ logGroupName, logGroupIdentifier, limit, nextToken, ...rest }) {
      store.flush()
      const group = store.groups.existing(groupName(logGroupName ?? logGroupIdentifier ?? ''))
      const { matches, words } = filterPattern(rest.filterPattern)
      const prefix = rest.logStreamNamePrefix
      const query = {
        group,
        streams:
          rest.logStreamNames ??
          (prefix === undefined ? null : store.groups.streams(group.id, prefix).map(({ name }) => name)),
        from: rest.startTime,
        // Unlike GetLogEvents, this operation includes its end time.
        to: rest.endTime + 1,
        after: nextToken === undefined ? null : readPositionToken(nextToken).position,
        before: null,
        newestFirst: false,
        words,
      }
      const found = []
      for (const event of store.events(query)) {
        if (!matches(event.message)) continue
        found.push(event)
        if (found.length > limit) break
      }
      const events = found.slice(0, limit)
      const last = found.length > limit ? events.at(-1) : undefined
      return {
        events: events.map(({ id, stream, timestamp, message, ingestedAt }) => ({
          logStreamName: stream,
          timestamp,
          message,
          ingestionTime: ingestedAt,
          eventId: eventId(id),
        })),
        searchedLogStreams: [],
        ...(last && { nextToken: positionToken('f', last) }),
      }
    },
  })
