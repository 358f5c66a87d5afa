import { resourceContext } from '../../logs/logs-fixture.ts'
import { testCloudWatch } from '../cloudwatch-fixture.ts'

export const TOPIC = 'arn:aws:sns:us-east-1:000000000000:alarms'
export const ALARM = {
  AlarmName: 'errors',
  AlarmDescription: 'Too many errors: https://example.com/operations#errors',
  Namespace: 'Shop',
  MetricName: 'Errors',
  Dimensions: [{ Name: 'service', Value: 'orders' }],
  Period: 60,
  Statistic: 'Sum',
  EvaluationPeriods: 1,
  Threshold: 2,
  ComparisonOperator: 'GreaterThanThreshold',
  TreatMissingData: 'notBreaching',
  AlarmActions: [TOPIC],
  OKActions: [TOPIC],
}

/** For tests: CloudWatch with that alarm, changed by `properties`, and what happens to it. */
export function watching(properties: object = {}, dataDir?: string) {
  const cloudWatch = testCloudWatch(dataDir)
  const [type] = cloudWatch.resourceTypes
  if (!type) throw new Error('no type')
  const parsed = type.properties.parse({ ...ALARM, ...properties })
  const settled = async () => {
    for (let turn = 0; turn < 5; turn++) await new Promise((resolve) => setImmediate(resolve))
  }
  return {
    ...cloudWatch,
    type,
    create: () => type.create(parsed, resourceContext('Alarm')),
    fail: (count: number, at = cloudWatch.context.clock.now()) =>
      cloudWatch.put([count], { name: 'Errors', dimensions: { service: 'orders' }, timestamp: at }),
    /** Lets minutes pass, one after the other. */
    async pass(minutes: number) {
      for (let minute = 0; minute < minutes; minute++) cloudWatch.context.clock.advance(60_000)
      await settled()
    },
    settled,
    async described() {
      return (await cloudWatch.call('DescribeAlarms', { AlarmNames: ['errors'] })).MetricAlarms[0]
    },
    async summaries(HistoryItemType?: string): Promise<string[]> {
      const { AlarmHistoryItems } = await cloudWatch.call('DescribeAlarmHistory', {
        HistoryItemType,
        ScanBy: 'TimestampAscending',
      })
      return AlarmHistoryItems.map(({ HistorySummary }: { HistorySummary: string }) => HistorySummary)
    },
  }
}
