import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics'
import { METRICS_NAMESPACE, type MetricName } from '@tenantry/contracts/metrics.ts'

/** Puts a number of things into CloudWatch: a log line that CloudWatch reads (embedded metric format). */
export type CountMetric = (name: MetricName, value: number) => void

export function countMetric(service: string): CountMetric {
  const metrics = new Metrics({ namespace: METRICS_NAMESPACE, serviceName: service })
  return (name, value) => {
    metrics.addMetric(name, MetricUnit.Count, value)
    metrics.publishStoredMetrics()
  }
}
