import { onTestFinished } from 'vitest'
import { AwsError } from '../core/aws-error.ts'
import type { Clock } from '../core/clock.ts'
import type { MetricDatum } from '../core/faces.ts'
import { caller, testContext } from '../logs/logs-fixture.ts'
import { cloudWatchService } from './service.ts'

/** For tests: CloudWatch over a fresh data folder, or over one that an earlier one has left, with a clock that is moved. */
export function testCloudWatch(dataDir?: string, clock?: Clock) {
  const base = testContext(dataDir)
  const context = { ...base, ...(clock && { clock: { ...base.clock, ...clock } }) }
  const silence = Promise.withResolvers<void>()
  const published: { topic: string; subject: string; message: string; email: string; source: string }[] = []
  const cloudWatch = cloudWatchService({
    context,
    api: {
      async call(principal, service, operation, { TopicArn, Subject, Message }) {
        if (`${service}:${operation}` !== 'sns:Publish' || principal.kind !== 'service') throw new Error('not expected')
        if (TopicArn.endsWith(':closed')) throw new AwsError('AuthorizationError', 'no', 403)
        if (TopicArn.endsWith(':silent')) await silence.promise
        const { default: message, email } = JSON.parse(Message)
        published.push({
          topic: TopicArn,
          subject: Subject,
          message: JSON.parse(message),
          email,
          source: principal.sourceArn,
        })
      },
    },
  })
  cloudWatch.start()
  onTestFinished(async () => {
    silence.resolve()
    await cloudWatch.close()
  })
  const call = caller(cloudWatch.api)
  return {
    ...cloudWatch,
    context,
    call,
    published,
    /** Lets the topic `silent` answer, which takes nothing before. */
    speak: silence.resolve,
    put: (values: number[], more: Partial<MetricDatum> = {}) =>
      cloudWatch.metrics.put({ namespace: 'Shop', name: 'Latency', dimensions: {}, values, unit: 'Count', ...more }),
    /** The values of a statistic of `Shop/Latency` in the first minutes of 2026, a minute each unless said otherwise. */
    async values(
      Stat: string,
      { Period = 60, minutes = 5, Unit }: { Period?: number; minutes?: number; Unit?: string } = {},
    ) {
      const Metric = { Namespace: 'Shop', MetricName: 'Latency' }
      const { MetricDataResults } = await call('GetMetricData', {
        MetricDataQueries: [{ Id: 'm', MetricStat: { Metric, Period, Stat, Unit } }],
        StartTime: START / 1000,
        EndTime: START / 1000 + minutes * 60,
        ScanBy: 'TimestampAscending',
      })
      const [{ Timestamps, Values }] = MetricDataResults
      return Timestamps.map((at: number, index: number) => [at - START / 1000, Values[index]])
    },
  }
}

/** Where clocks of tests begin. */
export const START = Date.UTC(2026, 0, 1)
