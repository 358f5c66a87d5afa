import * as z from 'zod'
import { AwsError } from '../../core/aws-error.ts'
import { parsedOperation } from '../../core/parsed-operation.ts'
import type { Operation } from '../../core/service.ts'
import { groupName } from '../log-arns.ts'
import { type LogsServices, StreamName } from '../logs-services.ts'
import { positionToken, readPositionToken } from '../position-token.ts'
import type { LogEvent, Position } from '../stores/log-store.ts'

const MAX_EVENTS = 10_000

const Input = z
  .object({
    logGroupName: z.string().optional(),
    logGroupIdentifier: z.string().optional(),
    logStreamName: StreamName,
    startTime: z.int().min(0).default(0),
    endTime: z.int().min(0).default(Number.MAX_SAFE_INTEGER),
    limit: z.int().min(1).max(MAX_EVENTS).default(MAX_EVENTS),
    startFromHead: z.boolean().default(false),
    nextToken: z.string().optional(),
  })
  .refine(({ logGroupName, logGroupIdentifier }) => (logGroupName ?? logGroupIdentifier) !== undefined, {
    message: 'Member must not be null',
    path: ['logGroupName'],
  })

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_GetLogEvents.html */
export const getLogEvents = ({ store, arns }: Pick<LogsServices, 'store' | 'arns'>): Operation =>
  parsedOperation({
    access: (input) => [
      {
        action: 'logs:GetLogEvents',
        resource: arns.stream(groupName(String(input.logGroupName ?? input.logGroupIdentifier)), input.logStreamName),
      },
    ],
    input: Input,
    run({ logGroupName, logGroupIdentifier, logStreamName, limit, nextToken, ...rest }) {
      store.flush()
      const group = store.groups.existing(groupName(logGroupName ?? logGroupIdentifier ?? ''))
      if (!store.groups.stream(group.id, logStreamName)) {
        throw new AwsError('ResourceNotFoundException', 'The specified log stream does not exist.')
      }
      const token = nextToken === undefined ? undefined : readPositionToken(nextToken)
      const newestFirst = token ? token.direction === 'b' : !rest.startFromHead
      const events: LogEvent[] = []
      const query = {
        group,
        streams: [logStreamName],
        from: rest.startTime,
        to: rest.endTime,
        after: token?.direction === 'f' ? token.position : null,
        before: token?.direction === 'b' ? token.position : null,
        newestFirst,
      }
      for (const event of store.events(query)) {
        if (events.push(event) === limit) break
      }
      if (newestFirst) events.reverse()
      // At an end of the stream the token stays what it was: that is how a reader knows.
      const here: Position = token?.position ?? { timestamp: 0, id: 0 }
      return {
        events: events.map(({ timestamp, message, ingestedAt }) => ({ timestamp, message, ingestionTime: ingestedAt })),
        nextForwardToken: positionToken('f', events.at(-1) ?? here),
        nextBackwardToken: positionToken('b', events[0] ?? here),
      }
    },
  })
