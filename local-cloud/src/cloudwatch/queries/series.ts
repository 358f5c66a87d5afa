import type { Metric } from '../metric.ts'
import type { MetricStore, Sample } from '../stores/metric-store.ts'
import { calculate, type Statistic } from './statistic.ts'

/** Data points by the second at which their period begins. */
export type Series = Map<number, number>

/** A time span in seconds since the epoch, cut into periods from its start on. */
export interface Span {
  /** Inclusive. */
  start: number
  /** Exclusive. */
  end: number
  period: number
}

export interface MetricStat {
  metric: Metric
  period: number
  statistic: Statistic
  unit?: string | undefined
}

/** The samples of each period that has any. */
export function samplesByPeriod(
  store: Pick<MetricStore, 'samples'>,
  { metric, unit }: MetricStat,
  { start, end, period }: Span,
): Map<number, Sample[]> {
  const periods = new Map<number, Sample[]>()
  for (const sample of store.samples({ ...metric, from: start, to: end, unit })) {
    const at = start + Math.floor((sample.at - start) / period) * period
    const known = periods.get(at)
    if (known) known.push(sample)
    else periods.set(at, [sample])
  }
  return periods
}

export const seriesOf = (store: Pick<MetricStore, 'samples'>, stat: MetricStat, span: Span): Series =>
  new Map([...samplesByPeriod(store, stat, span)].map(([at, samples]) => [at, calculate(stat.statistic, samples)]))

/** The seconds at which the periods of a span begin. */
export const periodsOf = ({ start, end, period }: Span): number[] =>
  Array.from({ length: Math.max(0, Math.ceil((end - start) / period)) }, (_, index) => start + index * period)
