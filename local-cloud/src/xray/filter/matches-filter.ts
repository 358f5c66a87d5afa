import type { Summary } from '../summary.ts'
import type { Comparison, Filter, Flag, Literal } from './parse-filter.ts'

/** Whether a filter lets a trace through. */
export function matchesFilter(filter: Filter, summary: Summary): boolean {
  switch (filter.kind) {
    case 'and':
      return matchesFilter(filter.left, summary) && matchesFilter(filter.right, summary)
    case 'or':
      return matchesFilter(filter.left, summary) || matchesFilter(filter.right, summary)
    case 'not':
      return !matchesFilter(filter.of, summary)
    case 'flag':
      return hasFlag(filter.flag, summary)
    case 'number': {
      const value = filter.keyword === 'duration' ? summary.duration : summary.responseTime
      return value !== undefined && holds(value, filter.comparison, filter.value)
    }
    case 'annotation': {
      const { key, test } = filter
      const values = summary.annotations.filter((one) => one.key === key)
      return values.some(({ value }) => test === null || holds(value, test.comparison, test.value))
    }
    case 'service':
      return summary.services.some(({ name }) => name === filter.name)
    default:
      return filter satisfies never
  }
}

function hasFlag(flag: Flag, { hasError, hasFault, hasThrottle, isPartial }: Summary): boolean {
  switch (flag) {
    case 'ok':
      return !hasError && !hasFault && !hasThrottle
    case 'error':
      return hasError
    case 'fault':
      return hasFault
    case 'throttle':
      return hasThrottle
    case 'partial':
      return isPartial
    default:
      return flag satisfies never
  }
}

/** Values of different types are different, and neither is larger. */
function holds(value: Literal, comparison: Comparison, other: Literal): boolean {
  if (comparison === '!=') return value !== other
  if (typeof value !== typeof other) return false
  switch (comparison) {
    case '=':
      return value === other
    case '<':
      return value < other
    case '<=':
      return value <= other
    case '>':
      return value > other
    case '>=':
      return value >= other
    case 'CONTAINS':
      return String(value).includes(String(other))
    case 'BEGINSWITH':
      return String(value).startsWith(String(other))
    case 'ENDSWITH':
      return String(value).endsWith(String(other))
    default:
      return comparison satisfies never
  }
}
