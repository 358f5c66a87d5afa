import { accessLogsOf, functionLogsOf } from '@tenantry/contracts/log-groups.ts'
import type { Bucket } from 'aws-cdk-lib/aws-s3'
import type { Construct } from 'constructs'
import { accessLogs } from '../foundation/access-log.ts'
import { functionLogs } from '../foundation/function-logs.ts'
import { usageSubscriptions } from '../foundation/usage-subscriptions.ts'
import { STACKS } from '../names.ts'
import { usageStream } from './usage-stream.ts'
import { usageTable } from './usage-table.ts'

/**
 * The way of usage from logs to the bucket. The stream is here, and what subscribes the pool's logs to it, too: the pool is deployed before, and is
 * known by its name. Silos are made later, and subscribe their logs themselves.
 */
export function usagePath(scope: Construct, { bucket, apiId }: { bucket: Bucket; apiId: string }): void {
  const { stream, sender } = usageStream(scope, { bucket })
  usageTable(scope, { bucket })
  const filters = [
    ...usageSubscriptions(scope, 'Pool', {
      functions: functionLogsOf(STACKS.appPlane),
      access: accessLogsOf(STACKS.appPlane),
    }),
    ...usageSubscriptions(scope, 'Own', {
      functions: functionLogs(scope).logGroupName,
      access: accessLogs(scope, apiId).logGroupName,
    }),
  ]
  // CloudWatch Logs sends a test message when it is told of a stream.
  for (const filter of filters) filter.node.addDependency(stream, sender)
}
