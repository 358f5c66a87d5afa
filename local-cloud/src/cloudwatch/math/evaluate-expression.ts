import { validationError } from '../errors.ts'
import type { Series } from '../queries/series.ts'
import type { MathExpression, Operator } from './expression.ts'

type Value = number | Series | Series[]

export interface Scope {
  /** Of a query of the request. */
  series(id: string): Series
  /** Those of all metrics of the request. */
  metrics(): Series[]
  /** The seconds at which the periods begin. */
  periods: number[]
}

/**
 * An expression as a series; a number is one at each period. Where an operand has no data point, or the result is no number, there is none.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html
 */
export function evaluateExpression(expression: MathExpression, scope: Scope): Series {
  const value = resultOf(expression, scope)
  if (Array.isArray(value)) throw validationError('The expression gives several time series, not one.')
  return typeof value === 'number' ? new Map(scope.periods.map((at) => [at, value])) : value
}

function resultOf(expression: MathExpression, scope: Scope): Value {
  switch (expression.kind) {
    case 'number':
      return expression.value
    case 'id':
      return scope.series(expression.id)
    case 'metrics':
      return scope.metrics()
    case 'list':
      return expression.items.flatMap((item) => {
        const value = resultOf(item, scope)
        if (typeof value === 'number') throw validationError('A list holds time series alone.')
        return value
      })
    case 'negated':
      return combined('-', 0, resultOf(expression.of, scope))
    case 'binary':
      return combined(expression.operator, resultOf(expression.left, scope), resultOf(expression.right, scope))
    case 'sum':
      return sumOf(resultOf(expression.of, scope))
    case 'if':
      return chosen(expression, scope)
    case 'fill':
      return filled(expression, scope)
    default:
      return expression satisfies never
  }
}

const OPERATIONS: Record<Operator, (a: number, b: number) => number> = {
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  '/': (a, b) => a / b,
  '<': (a, b) => Number(a < b),
  '<=': (a, b) => Number(a <= b),
  '>': (a, b) => Number(a > b),
  '>=': (a, b) => Number(a >= b),
  '==': (a, b) => Number(a === b),
  '!=': (a, b) => Number(a !== b),
  AND: (a, b) => Number(a !== 0 && b !== 0),
  OR: (a, b) => Number(a !== 0 || b !== 0),
}

function combined(operator: Operator, left: Value, right: Value): Value {
  const operation = OPERATIONS[operator]
  if (Array.isArray(left)) return left.map((one) => combined(operator, one, right) as Series)
  if (Array.isArray(right)) return right.map((one) => combined(operator, left, one) as Series)
  if (typeof left === 'number' && typeof right === 'number') return operation(left, right)
  const times = typeof left === 'number' ? right : left
  return mapped([...(times as Series).keys()], (at) => {
    const [a, b] = [pointOf(left, at), pointOf(right, at)]
    return a === undefined || b === undefined ? undefined : operation(a, b)
  })
}

const pointOf = (value: number | Series, at: number): number | undefined =>
  typeof value === 'number' ? value : value.get(at)

function mapped(times: number[], point: (at: number) => number | undefined): Series {
  const series: Series = new Map()
  for (const at of times) {
    const value = point(at)
    if (value !== undefined && Number.isFinite(value)) series.set(at, value)
  }
  return series
}

/** Of one series the sum of its data points; of several, the sum at each time of those that have one. */
function sumOf(value: Value): Value {
  if (typeof value === 'number') return value
  if (!Array.isArray(value)) return [...value.values()].reduce((a, b) => a + b, 0)
  const sum: Series = new Map()
  for (const series of value) for (const [at, point] of series) sum.set(at, (sum.get(at) ?? 0) + point)
  return sum
}

function chosen(branches: Extract<MathExpression, { kind: 'if' }>, scope: Scope): Value {
  const test = single(resultOf(branches.condition, scope))
  const yes = single(resultOf(branches.yes, scope))
  const no = branches.no && single(resultOf(branches.no, scope))
  if (typeof test === 'number') return test !== 0 ? yes : (no ?? new Map())
  return mapped([...test.keys()], (at) => {
    const branch = test.get(at) === 0 ? no : yes
    return branch === null ? undefined : pointOf(branch, at)
  })
}

function filled({ of, value }: Extract<MathExpression, { kind: 'fill' }>, scope: Scope): Value {
  const given = resultOf(of, scope)
  const filler = value === 'REPEAT' ? value : single(resultOf(value, scope))
  const fill = (series: Series): Series => {
    let last: number | undefined
    return mapped(scope.periods, (at) => {
      last = series.get(at) ?? (filler === 'REPEAT' ? last : pointOf(filler, at))
      return last
    })
  }
  if (typeof given === 'number') return given
  return Array.isArray(given) ? given.map(fill) : fill(given)
}

function single(value: Value): number | Series {
  if (Array.isArray(value)) throw validationError('Only SUM and FILL take several time series.')
  return value
}
