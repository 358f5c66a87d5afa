import {
  COST_BILLED,
  COST_UNALLOCATED,
  COUNTED_UNITS,
  ERRORS,
  LATENCY,
  METRICS_NAMESPACE,
  type MetricName,
  REQUESTS,
  THROTTLES,
} from '@tenantry/contracts/metrics.ts'
import { system } from './system.ts'
import { currentWork } from './work.ts'

/** Puts a number into CloudWatch, with the line that ends the work in hand. */
export type CountMetric = (name: MetricName, value: number) => void

/** What a work counts several times, it counts the sum of; of times, the longest. */
export const countMetric: CountMetric = (name, value) => {
  const counts = currentWork()?.counts
  if (!counts) return
  const before = counts[name] ?? 0
  counts[name] = COUNTED_UNITS[name] === 'Seconds' ? Math.max(before, value) : before + value
}

interface Measured {
  at: number
  status: number
  durationMs: number
  tier: string | null
  counts: Partial<Record<MetricName, number>>
}

/**
 * The members that make CloudWatch take metrics out of a line that is logged anyway (embedded metric format). Every pair of service and tier
 * is billed as a metric of its own, so operation and tenant are no dimensions: they are members of the line.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 */
export function embeddedMetrics({ at, status, durationMs, tier, counts }: Measured): Record<string, unknown> {
  const values = {
    [REQUESTS]: 1,
    [ERRORS]: status >= 500 ? 1 : 0,
    ...(status === 429 && { [THROTTLES]: 1 }),
    [LATENCY]: durationMs,
  }
  const own = Object.keys(values).map((Name) => ({ Name, Unit: Name === LATENCY ? 'Milliseconds' : 'Count' }))
  // Alarms watch these of all tiers together.
  const counted = Object.keys(counts).map((Name) => ({ Name, Unit: COUNTED_UNITS[Name as MetricName] }))
  const directive = (Dimensions: string[][], Metrics: object[]) => ({
    Namespace: METRICS_NAMESPACE,
    Dimensions,
    Metrics,
  })
  return {
    ...values,
    ...counts,
    _aws: {
      Timestamp: at,
      CloudWatchMetrics: [
        directive([tier === null ? ['service'] : ['service', 'tier']], own),
        ...(counted.length > 0 ? [directive([['service']], counted)] : []),
      ],
    },
  }
}

/** What is measured of a tenant besides its tier's metrics: of some work of a minute. */
export interface TenantMetrics {
  tenantId: string
  /** The begin of the minute. */
  at: number
  requests: number
  errors: number
  throttles: number
  latencies: readonly number[]
}
export type WriteTenantMetrics = (metrics: TenantMetrics) => void

/** A metric of a line has at most so many values; see the specification above. */
const MOST_VALUES = 100

/** Puts metrics with the dimension tenant into CloudWatch, in as many lines as their values need. */
export const writeTenantMetrics: WriteTenantMetrics = (metrics) => {
  for (const line of tenantMetricLines(metrics)) process.stdout.write(`${JSON.stringify(line)}\n`)
}

export function tenantMetricLines({ tenantId, at, requests, errors, throttles, latencies }: TenantMetrics): object[] {
  const counts = { [REQUESTS]: requests, [ERRORS]: errors, [THROTTLES]: throttles }
  const portions = Array.from({ length: Math.ceil(latencies.length / MOST_VALUES) }, (_, n) => ({
    [LATENCY]: latencies.slice(n * MOST_VALUES, (n + 1) * MOST_VALUES),
  }))
  return [counts, ...portions].map((values) => ({
    tenantId,
    ...values,
    _aws: {
      Timestamp: at,
      CloudWatchMetrics: [
        {
          Namespace: METRICS_NAMESPACE,
          Dimensions: [['tenantId']],
          Metrics: Object.keys(values).map((Name) => ({ Name, Unit: Name === LATENCY ? 'Milliseconds' : 'Count' })),
        },
      ],
    },
  }))
}

/** What a service of AWS has cost, and what of it nobody bears, in dollars. */
export interface CostMetrics {
  service: string
  billed: number
  unallocated: number
}
export type WriteCostMetrics = (metrics: CostMetrics) => void

/** Puts costs into CloudWatch, by the service that was billed. */
export const writeCostMetrics: WriteCostMetrics = (metrics) => {
  process.stdout.write(`${JSON.stringify(costMetricLine(metrics, system.now()))}\n`)
}

export const costMetricLine = ({ service, billed, unallocated }: CostMetrics, at: number): object => ({
  billedService: service,
  [COST_BILLED]: billed,
  [COST_UNALLOCATED]: unallocated,
  _aws: {
    Timestamp: at,
    CloudWatchMetrics: [
      {
        Namespace: METRICS_NAMESPACE,
        Dimensions: [['billedService']],
        Metrics: [COST_BILLED, COST_UNALLOCATED].map((Name) => ({ Name, Unit: 'None' })),
      },
    ],
  },
})
