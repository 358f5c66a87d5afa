import type { CloudContext } from '../../core/cloud-context.ts'
import type { Access } from '../../core/service.ts'

export const alarmArn = ({ region, accountId }: Pick<CloudContext, 'region' | 'accountId'>, name: string): string =>
  `arn:aws:cloudwatch:${region}:${accountId}:alarm:${name}`

/** The access of an operation on alarms: on those that it names, or on all. */
export const alarmAccess = (context: CloudContext, operation: string, names: unknown): Access[] =>
  (Array.isArray(names) && names.length > 0 ? names.map(String) : ['*']).map((name) => ({
    action: `cloudwatch:${operation}`,
    resource: alarmArn(context, name),
  }))
