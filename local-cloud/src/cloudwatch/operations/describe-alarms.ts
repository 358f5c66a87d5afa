import * as z from 'zod'
import { parsedOperation } from '../../core/parsed-operation.ts'
import type { Operation } from '../../core/service.ts'
import { type Alarm, allActions } from '../alarms/alarm.ts'
import type { CloudWatchServices } from '../cloudwatch-services.ts'
import { cloudWatchError, validationError } from '../errors.ts'
import { alarmAccess } from './alarm-access.ts'
import { readToken, writeToken } from './page-token.ts'

const Input = z.strictObject({
  AlarmNames: z.array(z.string()).max(100).optional(),
  AlarmNamePrefix: z.string().optional(),
  AlarmTypes: z.array(z.enum(['MetricAlarm', 'CompositeAlarm', 'LogAlarm'])).default(['MetricAlarm']),
  StateValue: z.enum(['OK', 'ALARM', 'INSUFFICIENT_DATA']).optional(),
  ActionPrefix: z.string().optional(),
  MaxRecords: z.int().min(1).max(100).default(50),
  NextToken: z.string().optional(),
})

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DescribeAlarms.html */
export const describeAlarms = ({ context, alarms }: Pick<CloudWatchServices, 'context' | 'alarms'>): Operation =>
  parsedOperation({
    access: ({ AlarmNames }) => alarmAccess(context, 'DescribeAlarms', AlarmNames),
    input: Input,
    run({ AlarmNames, AlarmNamePrefix, AlarmTypes, StateValue, ActionPrefix, MaxRecords, NextToken }) {
      if (AlarmNames && AlarmNamePrefix !== undefined)
        throw validationError('AlarmNamePrefix and AlarmNames cannot be specified together.')
      const start = readToken(NextToken, () => cloudWatchError('InvalidNextToken', 'The next token is invalid.'))
      const found = alarms
        .list()
        .filter(() => AlarmTypes.includes('MetricAlarm'))
        .filter(({ name }) => AlarmNames?.includes(name) ?? true)
        .filter(({ name }) => name.startsWith(AlarmNamePrefix ?? ''))
        .filter(({ state }) => StateValue === undefined || state === StateValue)
        .filter(
          ({ properties }) =>
            ActionPrefix === undefined || allActions(properties).some((action) => action.startsWith(ActionPrefix)),
        )
      const end = start + MaxRecords
      return {
        MetricAlarms: found.slice(start, end).map(shownAlarm),
        CompositeAlarms: [],
        ...(end < found.length && { NextToken: writeToken(end) }),
      }
    },
  })

const seconds = (ms: number): number => ms / 1000

function shownAlarm({ name, arn, properties, ...alarm }: Alarm): object {
  return {
    ...properties,
    AlarmName: name,
    AlarmArn: arn,
    AlarmConfigurationUpdatedTimestamp: seconds(alarm.configuredAt),
    Dimensions: properties.Dimensions ?? [],
    StateValue: alarm.state,
    StateReason: alarm.reason,
    ...(alarm.reasonData && { StateReasonData: alarm.reasonData }),
    StateUpdatedTimestamp: seconds(alarm.updatedAt),
    StateTransitionedTimestamp: seconds(alarm.transitionedAt),
  }
}
