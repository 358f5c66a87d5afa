import * as z from 'zod'
import { parsedOperation } from '../../core/parsed-operation.ts'
import type { Operation } from '../../core/service.ts'
import type { CloudWatchServices } from '../cloudwatch-services.ts'
import { validationError } from '../errors.ts'
import { MAX_DATA_POINTS, MAX_QUERIES } from '../limits.ts'
import { compileQueries, MetricDataQuery } from '../queries/query.ts'
import { runQueries } from '../queries/run-queries.ts'

const Input = z.strictObject({
  MetricDataQueries: z.array(MetricDataQuery).min(1).max(MAX_QUERIES),
  /** Seconds since the epoch. */
  StartTime: z.number(),
  EndTime: z.number(),
  ScanBy: z.enum(['TimestampDescending', 'TimestampAscending']).default('TimestampDescending'),
})

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricData.html */
export const getMetricData = ({ metrics }: Pick<CloudWatchServices, 'metrics'>): Operation =>
  parsedOperation({
    access: () => [{ action: 'cloudwatch:GetMetricData', resource: '*' }],
    input: Input,
    partly: 'periods begin at multiples of their length; data of a minute is kept for 15 days and not summed up after',
    run({ MetricDataQueries, StartTime, EndTime, ScanBy }) {
      if (StartTime >= EndTime) {
        throw validationError('The parameter StartTime must be less than the parameter EndTime.')
      }
      const queries = compileQueries(MetricDataQueries)
      const span = (period: number) => ({ start: StartTime - (StartTime % period), end: EndTime, period })
      const periods = queries.map((query) => ('stat' in query ? query.stat.period : query.period))
      const most = periods.reduce((sum, period) => sum + (EndTime - StartTime) / period, 0)
      if (most > MAX_DATA_POINTS) {
        throw validationError(`You have requested more than ${MAX_DATA_POINTS} datapoints.`)
      }
      const results = runQueries(metrics, queries, span)
      const returned = queries.filter(({ isReturned }) => isReturned)
      return {
        MetricDataResults: returned.map(({ id, label }) => {
          const points = [...(results.get(id) ?? [])].sort(([a], [b]) => a - b)
          if (ScanBy === 'TimestampDescending') points.reverse()
          return {
            Id: id,
            Label: label,
            Timestamps: points.map(([at]) => at),
            Values: points.map(([, value]) => value),
            StatusCode: 'Complete',
          }
        }),
        Messages: [],
      }
    },
  })
