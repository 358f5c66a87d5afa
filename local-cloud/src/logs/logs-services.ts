import * as z from 'zod'
import type { CloudContext } from '../core/cloud-context.ts'
import type { logArns } from './log-arns.ts'
import type { LogStore } from './stores/log-store.ts'

/** What the operations of CloudWatch Logs are built from; each takes what it needs. */
export interface LogsServices {
  context: CloudContext
  store: LogStore
  arns: ReturnType<typeof logArns>
}

export const GroupName = z.string().regex(/^[.\-_/#A-Za-z0-9]{1,512}$/)
export const StreamName = z.string().regex(/^[^:*]{1,512}$/)
/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html */
export const RetentionDays = z.union(
  [1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653].map(
    (days) => z.literal(days),
  ),
)
