import type { CloudContext } from '../core/cloud-context.ts'
import type { AlarmStore } from './stores/alarm-store.ts'
import type { MetricStore } from './stores/metric-store.ts'

/** What CloudWatch's operations and resource types are built from; each takes what it needs. */
export interface CloudWatchServices {
  context: CloudContext
  metrics: MetricStore
  alarms: AlarmStore
}
