import { RemovalPolicy } from 'aws-cdk-lib'
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs'
import type { Construct } from 'constructs'

/** A log group with retention. */
export const logs = (scope: Construct, id: string, { name }: { name?: string } = {}): LogGroup =>
  new LogGroup(scope, `${id}Logs`, {
    ...(name !== undefined && { logGroupName: name }),
    retention: RetentionDays.ONE_MONTH,
    removalPolicy: RemovalPolicy.DESTROY,
  })
