import { evaluateExpression } from '../math/evaluate-expression.ts'
import type { MetricStore } from '../stores/metric-store.ts'
import type { Query } from './query.ts'
import { periodsOf, type Series, type Span, seriesOf } from './series.ts'

/** The series of every query, by its id. `span` says for a period which time is asked for. */
export function runQueries(
  store: Pick<MetricStore, 'samples'>,
  queries: Query[],
  span: (period: number) => Span,
): Map<string, Series> {
  const results = new Map<string, Series>()
  const series = (id: string): Series => {
    const known = results.get(id)
    if (known) return known
    const query = queries.find((one) => one.id === id)
    const made = query ? resultOf(query) : new Map()
    results.set(id, made)
    return made
  }
  const resultOf = (query: Query): Series => {
    if ('stat' in query) return seriesOf(store, query.stat, span(query.stat.period))
    const periods = periodsOf(span(query.period))
    return evaluateExpression(query.expression, { series, metrics, periods })
  }
  const metrics = () => queries.flatMap((query) => ('stat' in query ? [series(query.id)] : []))
  for (const { id } of queries) series(id)
  return results
}
