import type { BillMeter } from '../core/faces.ts'
import type { CloudWatchServices } from './cloudwatch-services.ts'

const HOUR_SECONDS = 3600

/**
 * Bills alarms, by the metrics that each looks at, and custom metrics, which are "prorated by the hour, and metered only when you send metrics".
 * https://aws.amazon.com/cloudwatch/pricing/
 */
export const billStanding =
  ({ metrics, alarms }: Pick<CloudWatchServices, 'metrics' | 'alarms'>) =>
  (meter: BillMeter, at: number): void => {
    const hour = Math.floor(at / 1000 / HOUR_SECONDS) * HOUR_SECONDS
    meter.stand({ item: 'metrics', resource: '', amount: metrics.countCustom(hour, hour + HOUR_SECONDS), at })
    for (const { arn, properties } of alarms.list()) {
      const watched = properties.Metrics?.filter(({ MetricStat }) => MetricStat).length ?? 1
      meter.stand({ item: 'alarms', resource: arn, amount: watched, at })
    }
  }
