import * as z from 'zod'
import { parsedOperation } from '../../core/parsed-operation.ts'
import type { Operation } from '../../core/service.ts'
import type { CloudWatchServices } from '../cloudwatch-services.ts'
import { cloudWatchError } from '../errors.ts'
import { alarmAccess } from './alarm-access.ts'
import { readToken, writeToken } from './page-token.ts'

const Input = z.strictObject({
  AlarmName: z.string().optional(),
  AlarmTypes: z.array(z.enum(['MetricAlarm', 'CompositeAlarm', 'LogAlarm'])).default(['MetricAlarm']),
  HistoryItemType: z.enum(['ConfigurationUpdate', 'StateUpdate', 'Action']).optional(),
  /** Seconds since the epoch. */
  StartDate: z.number().optional(),
  EndDate: z.number().optional(),
  MaxRecords: z.int().min(1).max(100).default(100),
  NextToken: z.string().optional(),
  ScanBy: z.enum(['TimestampDescending', 'TimestampAscending']).default('TimestampDescending'),
})

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DescribeAlarmHistory.html */
export const describeAlarmHistory = ({ context, alarms }: Pick<CloudWatchServices, 'context' | 'alarms'>): Operation =>
  parsedOperation({
    access: ({ AlarmName }) => alarmAccess(context, 'DescribeAlarmHistory', AlarmName && [AlarmName]),
    input: Input,
    run({ AlarmName, AlarmTypes, HistoryItemType, StartDate, EndDate, MaxRecords, NextToken, ScanBy }) {
      const start = readToken(NextToken, () => cloudWatchError('InvalidNextToken', 'The next token is invalid.'))
      const from = (StartDate ?? 0) * 1000
      const to = EndDate === undefined ? Number.MAX_SAFE_INTEGER : EndDate * 1000
      const found = AlarmTypes.includes('MetricAlarm') ? alarms.history(AlarmName, HistoryItemType, from, to) : []
      if (ScanBy === 'TimestampDescending') found.reverse()
      const end = start + MaxRecords
      return {
        AlarmHistoryItems: found.slice(start, end).map(({ alarm, at, type, summary, data }) => ({
          AlarmName: alarm,
          AlarmType: 'MetricAlarm',
          Timestamp: at / 1000,
          HistoryItemType: type,
          HistorySummary: summary,
          HistoryData: data,
        })),
        ...(end < found.length && { NextToken: writeToken(end) }),
      }
    },
  })
