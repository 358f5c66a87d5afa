import * as z from 'zod'
import { Unsupported } from '../../core/aws-error.ts'
import { validationError } from '../errors.ts'
import { UNITS } from '../metric.ts'
import { compileQueries, Dimensions, MetricDataQuery, Period, type Query } from '../queries/query.ts'
import type { AlarmState, Rule } from './evaluate.ts'

const COMPARISONS = {
  GreaterThanThreshold: { words: 'greater than', holds: (value: number, threshold: number) => value > threshold },
  GreaterThanOrEqualToThreshold: {
    words: 'greater than or equal to',
    holds: (value: number, threshold: number) => value >= threshold,
  },
  LessThanThreshold: { words: 'less than', holds: (value: number, threshold: number) => value < threshold },
  LessThanOrEqualToThreshold: {
    words: 'less than or equal to',
    holds: (value: number, threshold: number) => value <= threshold,
  },
}
type Comparison = keyof typeof COMPARISONS

const Actions = z.array(z.string()).max(5).default([])

/** What an alarm watches and what it does, by the names of https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html. */
export const AlarmProperties = z.strictObject({
  AlarmName: z.string().min(1).max(255).optional(),
  AlarmDescription: z.string().max(1024).optional(),
  ActionsEnabled: z.boolean().default(true),
  AlarmActions: Actions,
  OKActions: Actions,
  InsufficientDataActions: Actions,
  ComparisonOperator: z.enum(Object.keys(COMPARISONS) as [Comparison, ...Comparison[]]),
  Threshold: z.number(),
  EvaluationPeriods: z.int().min(1),
  DatapointsToAlarm: z.int().min(1).optional(),
  TreatMissingData: z.enum(['missing', 'ignore', 'breaching', 'notBreaching']).default('missing'),
  EvaluateLowSampleCountPercentile: z.enum(['evaluate', 'ignore']).optional(),
  Namespace: z.string().optional(),
  MetricName: z.string().optional(),
  Dimensions: Dimensions.optional(),
  Period: Period.optional(),
  Statistic: z.enum(['SampleCount', 'Average', 'Sum', 'Minimum', 'Maximum']).optional(),
  ExtendedStatistic: z.string().optional(),
  Unit: z.enum(UNITS).optional(),
  Metrics: z.array(MetricDataQuery).min(1).max(20).optional(),
})
export type AlarmProperties = z.output<typeof AlarmProperties>

/** An alarm as it is stored. Times are milliseconds since the epoch. */
export interface Alarm {
  name: string
  arn: string
  properties: AlarmProperties
  configuredAt: number
  state: AlarmState
  reason: string
  /** JSON text; empty before the first evaluation. */
  reasonData: string
  /** When it was evaluated to another state or for another reason. */
  updatedAt: number
  /** When its state changed. */
  transitionedAt: number
}

/** What it takes to evaluate an alarm. */
export interface CompiledAlarm {
  queries: Query[]
  /** The query whose series is compared. */
  returned: Query
  period: number
  rule: Rule
  /** For example `greater than`. */
  words: string
}

const DAY_SECONDS = 86_400

/** Throws ValidationException, or Unsupported, for an alarm that could not be evaluated. */
export function compileAlarm(properties: AlarmProperties): CompiledAlarm {
  const { EvaluationPeriods, DatapointsToAlarm = EvaluationPeriods, ComparisonOperator, Threshold } = properties
  const queries = compileQueries(properties.Metrics ?? [onlyMetric(properties)])
  const returned = queries.filter(({ isReturned }) => isReturned)
  const [query] = returned
  if (!query || returned.length > 1)
    throw validationError('Exactly one element of the metrics list should return data.')
  const periods = queries.flatMap((one) => ('stat' in one ? [one.stat.period] : []))
  if (new Set(periods).size > 1) throw validationError('All metrics of an alarm must have the same period.')
  const period = periods[0] ?? ('period' in query ? query.period : 60)
  // "The evaluation periods multiplied by the period" of alarms with periods below an hour.
  if (period * EvaluationPeriods > (period < 3_600 ? DAY_SECONDS : 7 * DAY_SECONDS)) {
    throw validationError(
      'Metrics cannot be checked across more than a day (EvaluationPeriods * Period must be <= 86400).',
    )
  }
  if (DatapointsToAlarm > EvaluationPeriods)
    throw validationError('DatapointsToAlarm must be less than or equal to EvaluationPeriods.')
  for (const action of allActions(properties))
    if (!/^arn:aws:sns:[^:]+:\d{12}:[\w-]+$/.test(action)) throw new Unsupported(`the alarm action ${action}`)
  const { words, holds } = COMPARISONS[ComparisonOperator]
  return {
    queries,
    returned: query,
    period,
    words,
    rule: {
      evaluationPeriods: EvaluationPeriods,
      datapointsToAlarm: DatapointsToAlarm,
      // "Alarms that evaluate metrics in the AWS/DynamoDB namespace always ignore missing data."
      treatMissingData: properties.Namespace === 'AWS/DynamoDB' ? 'ignore' : properties.TreatMissingData,
      isBreaching: (value) => holds(value, Threshold),
    },
  }
}

export const allActions = ({ AlarmActions, OKActions, InsufficientDataActions }: AlarmProperties): string[] => [
  ...AlarmActions,
  ...OKActions,
  ...InsufficientDataActions,
]

/** The query of an alarm that names its metric itself. */
function onlyMetric(properties: AlarmProperties): MetricDataQuery {
  const {
    Namespace,
    MetricName,
    Dimensions: dimensions = [],
    Period: period,
    Statistic,
    ExtendedStatistic,
    Unit,
  } = properties
  if (Namespace === undefined || MetricName === undefined || period === undefined)
    throw validationError('An alarm needs Metrics, or Namespace, MetricName and Period.')
  const Stat = Statistic ?? ExtendedStatistic
  if (Stat === undefined || (Statistic && ExtendedStatistic))
    throw validationError('An alarm of a metric needs one of Statistic and ExtendedStatistic.')
  const Metric = { Namespace, MetricName, Dimensions: dimensions }
  return { Id: 'm1', MetricStat: { Metric, Period: period, Stat, Unit }, ReturnData: true }
}
