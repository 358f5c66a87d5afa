import * as z from 'zod'
import { parsedOperation } from '../../core/parsed-operation.ts'
import type { Operation } from '../../core/service.ts'
import { GroupName, type LogsServices, RetentionDays } from '../logs-services.ts'

const Input = z.object({ logGroupName: GroupName, retentionInDays: RetentionDays })

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html */
export const putRetentionPolicy = ({ store, arns }: Pick<LogsServices, 'store' | 'arns'>): Operation =>
  parsedOperation({
    access: (input) => [{ action: 'logs:PutRetentionPolicy', resource: arns.groupAccess(input.logGroupName) }],
    input: Input,
    run({ logGroupName, retentionInDays }) {
      store.flush()
      store.groups.existing(logGroupName)
      store.groups.setRetention(logGroupName, retentionInDays)
    },
  })
