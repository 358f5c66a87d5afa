import { Unsupported } from '../../core/aws-error.ts'
import { validationError } from '../errors.ts'
import type { Sample } from '../stores/metric-store.ts'

const SIMPLE = ['SampleCount', 'Average', 'Sum', 'Minimum', 'Maximum'] as const

/** A number is a percentile. */
export type Statistic = (typeof SIMPLE)[number] | number

/** Those that the local cloud does not calculate. https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Statistics-definitions.html */
const OTHERS = /^(IQM|(tm|wm|tc|ts)\d+(\.\d+)?|(TM|WM|PR|TC|TS)\(.+\))$/

export function parseStatistic(text: string): Statistic {
  const simple = SIMPLE.find((name) => name === text)
  if (simple) return simple
  if (OTHERS.test(text)) throw new Unsupported(`the statistic ${text} of CloudWatch`)
  const percentile = /^p(\d{1,2}(?:\.\d{1,10})?|100)$/.exec(text)?.[1]
  if (percentile === undefined) {
    throw validationError(`The value ${text} for parameter Stat is not supported.`)
  }
  return Number(percentile)
}

/** The statistic of samples, of which there is at least one. */
export function calculate(statistic: Statistic, samples: Sample[]): number {
  const values = samples.map(({ value }) => value)
  const total = samples.reduce((sum, { count }) => sum + count, 0)
  const sum = () => samples.reduce((so, { value, count }) => so + value * count, 0)
  switch (statistic) {
    case 'SampleCount':
      return total
    case 'Sum':
      return sum()
    case 'Average':
      return sum() / total
    case 'Minimum':
      return values.reduce((a, b) => Math.min(a, b))
    case 'Maximum':
      return values.reduce((a, b) => Math.max(a, b))
    default:
      return percentileOf(statistic, samples, total)
  }
}

/** "p95 is the 95th percentile and means that 95 percent of the data within the period is lower than this value": the nearest rank. */
function percentileOf(percentile: number, samples: Sample[], total: number): number {
  const sorted = samples.toSorted((a, b) => a.value - b.value)
  let left = Math.max(1, Math.ceil((percentile / 100) * total))
  for (const { value, count } of sorted) {
    left -= count
    if (left <= 0) return value
  }
  return sorted.at(-1)?.value ?? 0
}
