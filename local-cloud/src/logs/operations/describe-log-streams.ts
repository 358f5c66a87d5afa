import * as z from 'zod'
import { parsedOperation } from '../../core/parsed-operation.ts'
import type { Operation } from '../../core/service.ts'
import { groupName } from '../log-arns.ts'
import type { LogsServices } from '../logs-services.ts'
import { page } from '../page.ts'

const Input = z
  .object({
    logGroupName: z.string().optional(),
    logGroupIdentifier: z.string().optional(),
    logStreamNamePrefix: z.string().default(''),
    orderBy: z.enum(['LogStreamName', 'LastEventTime']).default('LogStreamName'),
    descending: z.boolean().default(false),
    limit: z.int().min(1).max(50).default(50),
    nextToken: z.string().optional(),
  })
  .refine(({ logGroupName, logGroupIdentifier }) => (logGroupName ?? logGroupIdentifier) !== undefined, {
    message: 'Member must not be null',
    path: ['logGroupName'],
  })
  .refine(({ orderBy, logStreamNamePrefix }) => orderBy === 'LogStreamName' || logStreamNamePrefix === '', {
    message: 'Cannot order by LastEventTime with a logStreamNamePrefix.',
    path: ['orderBy'],
  })

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DescribeLogStreams.html */
export const describeLogStreams = ({ store, arns }: Pick<LogsServices, 'store' | 'arns'>): Operation =>
  parsedOperation({
    access: (input) => [
      {
        action: 'logs:DescribeLogStreams',
        resource: arns.groupAccess(groupName(String(input.logGroupName ?? input.logGroupIdentifier))),
      },
    ],
    input: Input,
    run({ logGroupName, logGroupIdentifier, ...rest }) {
      store.flush()
      const group = store.groups.existing(groupName(logGroupName ?? logGroupIdentifier ?? ''))
      const streams = store.groups.streams(group.id, rest.logStreamNamePrefix)
      if (rest.orderBy === 'LastEventTime') streams.sort((a, b) => (a.lastEvent ?? 0) - (b.lastEvent ?? 0))
      if (rest.descending) streams.reverse()
      const { items, next } = page(streams, rest.limit, rest.nextToken)
      return {
        logStreams: items.map((stream) => ({
          logStreamName: stream.name,
          creationTime: stream.createdAt,
          ...(stream.firstEvent !== null && { firstEventTimestamp: stream.firstEvent }),
          ...(stream.lastEvent !== null && { lastEventTimestamp: stream.lastEvent }),
          ...(stream.lastIngestion !== null && { lastIngestionTime: stream.lastIngestion }),
          arn: arns.stream(group.name, stream.name),
        })),
        ...(next && { nextToken: next }),
      }
    },
  })
