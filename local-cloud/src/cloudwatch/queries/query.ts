import * as z from 'zod'
import { validationError } from '../errors.ts'
import { MAX_DIMENSIONS } from '../limits.ts'
import { idsIn, type MathExpression } from '../math/expression.ts'
import { parseExpression } from '../math/parse-expression.ts'
import { UNITS } from '../metric.ts'
import type { MetricStat } from './series.ts'
import { parseStatistic } from './statistic.ts'

export const Period = z
  .int()
  .refine((seconds) => [1, 5, 10, 20, 30].includes(seconds) || (seconds > 0 && seconds % 60 === 0), {
    error: 'a period is 1, 5, 10, 20, 30 or a multiple of 60 seconds',
  })
export const Dimensions = z.array(z.strictObject({ Name: z.string(), Value: z.string() })).max(MAX_DIMENSIONS)

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_MetricDataQuery.html */
export const MetricDataQuery = z.strictObject({
  Id: z.string().regex(/^[a-z][a-zA-Z0-9_]{0,254}$/),
  MetricStat: z
    .strictObject({
      Metric: z.strictObject({ Namespace: z.string(), MetricName: z.string(), Dimensions: Dimensions.default([]) }),
      Period,
      Stat: z.string(),
      Unit: z.enum(UNITS).optional(),
    })
    .optional(),
  Expression: z.string().min(1).max(2048).optional(),
  Label: z.string().optional(),
  ReturnData: z.boolean().default(true),
  Period: Period.optional(),
})
export type MetricDataQuery = z.output<typeof MetricDataQuery>

/** A query that was checked. */
export type Query = { id: string; label: string; isReturned: boolean } & (
  | { stat: MetricStat }
  | { expression: MathExpression; period: number }
)

/** Throws ValidationError for queries that make no sense together. */
export function compileQueries(given: MetricDataQuery[]): Query[] {
  const ids = new Set(given.map(({ Id }) => Id))
  if (ids.size < given.length) throw validationError('The values for parameter id are not unique.')
  const first = given.find(({ MetricStat }) => MetricStat)?.MetricStat
  const queries = given.map((query): Query => {
    const { Id, Label, ReturnData, MetricStat, Expression } = query
    const common = { id: Id, isReturned: ReturnData }
    if ((MetricStat === undefined) === (Expression === undefined)) {
      throw validationError(`The query ${Id} needs one of MetricStat and Expression.`)
    }
    if (MetricStat) return { ...common, label: Label ?? MetricStat.Metric.MetricName, stat: statOf(MetricStat) }
    const expression = parseExpression(Expression ?? '')
    const unknown = idsIn(expression).find((id) => !ids.has(id))
    if (unknown) throw validationError(`Error in expression "${Id}": Undefined variable ${unknown}`)
    return { ...common, label: Label ?? Id, expression, period: query.Period ?? first?.Period ?? 60 }
  })
  requireNoCircle(queries)
  return queries
}

const statOf = ({ Metric, Period: period, Stat, Unit }: NonNullable<MetricDataQuery['MetricStat']>): MetricStat => ({
  metric: {
    namespace: Metric.Namespace,
    name: Metric.MetricName,
    dimensions: Object.fromEntries(Metric.Dimensions.map(({ Name, Value }) => [Name, Value])),
  },
  period,
  statistic: parseStatistic(Stat),
  unit: Unit,
})

/** Follows each query once, however many expressions name it. */
function requireNoCircle(queries: Query[]): void {
  const byId = new Map(queries.map((query) => [query.id, query]))
  const path = new Set<string>()
  const followed = new Set<string>()
  const follow = (id: string): void => {
    if (path.has(id)) throw validationError(`The expression ${id} refers to itself.`)
    if (followed.has(id)) return
    const query = byId.get(id)
    path.add(id)
    if (query && 'expression' in query) for (const next of idsIn(query.expression)) follow(next)
    path.delete(id)
    followed.add(id)
  }
  for (const { id } of queries) follow(id)
}
