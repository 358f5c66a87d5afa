import type { CloudContext } from '../core/cloud-context.ts'
import type { CloudService } from '../core/cloud-service.ts'
import type { LoggedLine, MetricWriter } from '../core/faces.ts'
import type { InternalApi } from '../core/service.ts'
import { watchAlarms } from './alarms/watch.ts'
import { billStanding } from './bill-standing.ts'
import type { CloudWatchServices } from './cloudwatch-services.ts'
import { readEmf } from './emf/read-emf.ts'
import { invalidInput } from './errors.ts'
import { describeAlarmHistory } from './operations/describe-alarm-history.ts'
import { describeAlarms } from './operations/describe-alarms.ts'
import { getMetricData } from './operations/get-metric-data.ts'
import { listMetrics } from './operations/list-metrics.ts'
import { alarmType } from './resources/alarm.ts'
import { alarmStore } from './stores/alarm-store.ts'
import { metricStore } from './stores/metric-store.ts'

/** CloudWatch: metrics of functions' log lines and of the local cloud's services, and alarms that watch them. */
export function cloudWatchService({ context, api }: { context: CloudContext; api: InternalApi }) {
  const metrics = metricStore(context)
  const alarms = alarmStore(context)
  const services: CloudWatchServices = { context, metrics, alarms }
  const watch = watchAlarms({ context, metrics, alarms, api })
  return {
    name: 'cloudwatch',
    api: {
      // As requests to it are signed.
      name: 'monitoring',
      protocol: 'json-1.0',
      targetPrefix: 'GraniteServiceVersion20100801',
      invalidInput,
      operations: {
        DescribeAlarmHistory: describeAlarmHistory(services),
        DescribeAlarms: describeAlarms(services),
        GetMetricData: getMetricData(services),
        ListMetrics: listMetrics(services),
      },
    },
    resourceTypes: [alarmType(services)],
    metrics: metrics.writer,
    /** Takes the metrics out of a function's log line. */
    readLine({ message }: LoggedLine): void {
      for (const datum of readEmf(message)) metrics.writer.put(datum)
    },
    bill: billStanding({ metrics, alarms }),
    start: watch.start,
    async close() {
      await watch.close()
      metrics.flush()
    },
  } satisfies CloudService & { metrics: MetricWriter; readLine(line: LoggedLine): void }
}
