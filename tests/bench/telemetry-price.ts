import { gzipSync } from 'node:zlib'

/** AWS's list prices in us-east-1 in US dollars, without free tiers, as of November 2026. They change: look at the pages before you quote a figure. */
const PRICES = {
  /** Per gigabyte of logs. https://aws.amazon.com/cloudwatch/pricing/ */
  logsGb: 0.5,
  /** Per metric and month, of the first ten thousand: every combination of dimensions is one. https://aws.amazon.com/cloudwatch/pricing/ */
  metric: 0.3,
  /** Per trace that is recorded. https://aws.amazon.com/xray/pricing/ */
  trace: 5 / 1e6,
  /** Per gigabyte that Firehose takes in, and that it decompresses. https://aws.amazon.com/firehose/pricing/ */
  firehoseGb: 0.029,
  decompressedGb: 0.00325,
} as const

const GB = 1e9
/** X-Ray's own rule, beyond the first trace of a second. */
export const SAMPLED = 0.05
/** Lambda's report and the gateway's line of a request, which go the same way and would be logged anyway. */
const LINES_LOGGED_ANYWAY = 800
/** What CloudWatch Logs takes for a line besides its text. */
const BYTES_OF_A_LINE = 26
/** Requests, errors, throttles and latency. */
const METRICS_OF_A_WORK = 4

const HOURS_OF_A_MONTH = 730
const OTHER_WAY = { metrics: 10, tenants: 1_000 }

/**
 * What telemetry and metering cost, beside the other way to see each tenant: metrics with the tenant as a dimension. What metering costs depends on how many requests
 * come in an hour, so months are compared at that rate.
 */
export function telemetryPrice({
  line,
  metering,
  pairs,
  requestsPerHour,
}: {
  /** A usage line. */
  line: string
  /** Per million requests. */
  metering: number
  /** Of service and tier. */
  pairs: number
  requestsPerHour: number
}) {
  const bytes = Buffer.byteLength(line) + BYTES_OF_A_LINE
  const delivered = bytes + LINES_LOGGED_ANYWAY
  // Lines that differ in ids and numbers compress as those of one file do.
  const compression = gzipSync(line.repeat(100)).length / (line.length * 100)
  const perMillion = {
    logs: (1e6 * bytes * PRICES.logsGb) / GB,
    firehose: (1e6 * delivered * (Math.max(compression, 0.1) * PRICES.firehoseGb + PRICES.decompressedGb)) / GB,
    traces: 1e6 * SAMPLED * PRICES.trace,
    metering,
  }
  const ours = Object.values(perMillion).reduce((sum, one) => sum + one, 0)
  const oursPerMonth = pairs * METRICS_OF_A_WORK * PRICES.metric
  const theirsPerMonth = OTHER_WAY.metrics * OTHER_WAY.tenants * PRICES.metric
  const millions = (requestsPerHour * HOURS_OF_A_MONTH) / 1e6
  return {
    lineBytes: bytes,
    dollarsPerMillionRequests: rounded({ ...perMillion, all: ours }),
    dollarsPerMonth: {
      tenants: OTHER_WAY.tenants,
      ...rounded({
        millionsOfRequests: millions,
        metricsByServiceAndTier: oursPerMonth,
        all: ours * millions + oursPerMonth,
        tenMetricsWithATenantDimension: theirsPerMonth,
      }),
    },
  }
}

const rounded = <T extends Record<string, number>>(amounts: T): T =>
  Object.fromEntries(Object.entries(amounts).map(([name, value]) => [name, Math.round(value * 1_000) / 1_000])) as T
