import type { CloudContext } from '../core/cloud-context.ts'

/** ARNs of log groups and streams. https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/iam-access-control-overview-cwl.html */
export function logArns({ region, accountId }: Pick<CloudContext, 'region' | 'accountId'>) {
  const group = (name: string) => `arn:aws:logs:${region}:${accountId}:log-group:${name}`
  return {
    group,
    stream: (groupName: string, stream: string) => `${group(groupName)}:log-stream:${stream}`,
    /** What IAM evaluates for an operation on a whole group: matched by the `…:<name>:*` that `GetAtt Arn` gives. */
    groupAccess: (name: string) => `${group(name)}:log-stream:`,
  }
}

/** The id of an event: 56 digits. */
export const eventId = (id: number): string => String(id).padStart(56, '0')

/** A group by name or by ARN, as `logGroupIdentifier` takes it. */
export const groupName = (identifier: string): string =>
  /^arn:aws:logs:[^:]*:\d*:log-group:([^:]+)/.exec(identifier)?.[1] ?? identifier
