import { runQueries } from '../queries/run-queries.ts'
import { periodsOf, type Span, samplesByPeriod } from '../queries/series.ts'
import type { MetricStore } from '../stores/metric-store.ts'
import type { Alarm, CompiledAlarm } from './alarm.ts'
import { evaluate, evaluationRange, type Judgement } from './evaluate.ts'

/** What an alarm saw: the data points of its evaluation range, and what follows. */
export interface Look extends Judgement {
  /** The oldest first; `at` is the second at which the period begins. */
  points: { at: number; value: number | undefined }[]
}

/** Evaluates an alarm at a time, in seconds: the periods that ended by then. */
export function look(
  metrics: Pick<MetricStore, 'samples'>,
  { properties }: Pick<Alarm, 'properties'>,
  compiled: CompiledAlarm,
  at: number,
): Look {
  const { queries, returned, period, rule } = compiled
  const span: Span = { start: at - evaluationRange(rule) * period, end: at, period }
  const series = runQueries(metrics, queries, () => span).get(returned.id)
  const points = periodsOf(span).map((time) => ({ at: time, value: series?.get(time) }))
  const judgement = evaluate(
    points.map(({ value }) => value),
    rule,
  )
  const ignores = properties.EvaluateLowSampleCountPercentile === 'ignore'
  return { points, ...judgement, ...(ignores && isLow(metrics, compiled, span) && { state: null }) }
}

/**
 * Whether a percentile has too few samples to say much.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/percentiles-with-low-samples.html
 */
function isLow(metrics: Pick<MetricStore, 'samples'>, { returned, rule }: CompiledAlarm, span: Span): boolean {
  if (!('stat' in returned) || typeof returned.stat.statistic !== 'number') return false
  const percentile = returned.stat.statistic
  const needed = Math.round(1_000 / (percentile < 50 ? percentile : 100 - percentile))
  const evaluated = { ...span, start: span.end - rule.evaluationPeriods * span.period }
  const samples = [...samplesByPeriod(metrics, returned.stat, evaluated).values()].flat()
  return samples.reduce((sum, { count }) => sum + count, 0) < needed
}
