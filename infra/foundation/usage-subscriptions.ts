import { Stack } from 'aws-cdk-lib'
import { CfnSubscriptionFilter } from 'aws-cdk-lib/aws-logs'
import type { Construct } from 'constructs'
import { USAGE_SENDER, USAGE_STREAM } from '../names.ts'

/** What a piece of work was for whom, and what Lambda bills for it. */
const USAGE_AND_REPORTS = '{ $.usage = "*" || $.type = "platform.report" }'

/**
 * Sends the usage of a place from its logs to metering: usage lines and reports of its functions, and every line of its API, of which those say
 * the most that reached no function. Stream and role are to be there before.
 */
export function usageSubscriptions(
  scope: Construct,
  id: string,
  groups: { functions: string; access: string },
): CfnSubscriptionFilter[] {
  const stack = Stack.of(scope)
  const subscribe = (of: string, logGroupName: string, filterPattern: string) =>
    new CfnSubscriptionFilter(scope, `${id}${of}Usage`, {
      logGroupName,
      filterPattern,
      destinationArn: usageStreamArn(stack),
      roleArn: usageSenderArn(stack),
    })
  return [subscribe('Functions', groups.functions, USAGE_AND_REPORTS), subscribe('Access', groups.access, '')]
}

export const usageStreamArn = (stack: Stack): string =>
  stack.formatArn({ service: 'firehose', resource: 'deliverystream', resourceName: USAGE_STREAM })

export const usageSenderArn = ({ partition, account }: Stack): string =>
  `arn:${partition}:iam::${account}:role${USAGE_SENDER}`
