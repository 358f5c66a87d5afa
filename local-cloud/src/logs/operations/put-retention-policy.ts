import * as z from 'zod'
import type { Operation } from '../../core/service.ts'
import { GroupName, type LogsServices, parseLogs, RetentionDays } from '../logs-services.ts'

const Input = z.object({ logGroupName: GroupName, retentionInDays: RetentionDays })

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html */
export const putRetentionPolicy = ({ store, arns }: Pick<LogsServices, 'store' | 'arns'>): Operation => ({
  access: (input) => [{ action: 'logs:PutRetentionPolicy', resource: arns.groupAccess(input.logGroupName) }],
  run(input) {
    const { logGroupName, retentionInDays } = parseLogs(Input, input)
    store.flush()
    store.groups.existing(logGroupName)
    store.groups.setRetention(logGroupName, retentionInDays)
  },
})
