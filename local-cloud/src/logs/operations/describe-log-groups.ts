import * as z from 'zod'
import { parsedOperation } from '../../core/parsed-operation.ts'
import type { Operation } from '../../core/service.ts'
import type { LogsServices } from '../logs-services.ts'
import { page } from '../page.ts'

const Input = z.object({
  logGroupNamePrefix: z.string().default(''),
  limit: z.int().min(1).max(50).default(50),
  nextToken: z.string().optional(),
})

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DescribeLogGroups.html */
export const describeLogGroups = ({ store, arns }: Pick<LogsServices, 'store' | 'arns'>): Operation =>
  parsedOperation({
    access: () => [{ action: 'logs:DescribeLogGroups', resource: arns.groupAccess('') }],
    input: Input,
    run({ logGroupNamePrefix, limit, nextToken }) {
      store.flush()
      const { items, next } = page(store.groups.list(logGroupNamePrefix), limit, nextToken)
      return {
        logGroups: items.map((group) => ({
          logGroupName: group.name,
          creationTime: group.createdAt,
          ...(group.retentionDays && { retentionInDays: group.retentionDays }),
          metricFilterCount: 0,
          arn: `${arns.group(group.name)}:*`,
          logGroupArn: arns.group(group.name),
          logGroupClass: 'STANDARD',
        })),
        ...(next && { nextToken: next }),
      }
    },
  })
