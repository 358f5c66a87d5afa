import { type Segment, withSubsegments } from './segment.ts'
import type { Trace } from './stores/trace-store.ts'

/** What is known of a trace at a glance. Times are seconds. */
export interface Summary {
  id: string
  start: number
  duration: number
  /** Of its first segment. */
  responseTime: number | undefined
  hasFault: boolean
  hasError: boolean
  hasThrottle: boolean
  isPartial: boolean
  services: { name: string; origin: string | undefined }[]
  annotations: { key: string; value: string | number | boolean; service: string }[]
  first: Segment | undefined
}

export function summaryOf({ id, segments }: Trace): Summary {
  const all = segments.flatMap((segment) => [...withSubsegments(segment)].map((inner) => ({ inner, segment })))
  const whole = segments.filter(({ type }) => type === undefined)
  const ids = new Set(segments.map((segment) => segment.id))
  const first = whole.find(({ parent_id }) => parent_id === undefined || !ids.has(parent_id)) ?? whole[0]
  const start = Math.min(...segments.map(({ start_time }) => start_time))
  const end = Math.max(...segments.map(({ start_time, end_time }) => end_time ?? start_time))
  const named = new Map(whole.map(({ name, origin }) => [JSON.stringify([name, origin]), { name, origin }]))
  const flagged = (flag: 'fault' | 'error' | 'throttle') => all.some(({ inner }) => inner[flag] === true)
  return {
    id,
    start,
    duration: end - start,
    responseTime: first?.end_time === undefined ? undefined : first.end_time - first.start_time,
    hasFault: flagged('fault'),
    hasError: flagged('error'),
    hasThrottle: flagged('throttle'),
    isPartial: segments.some(({ in_progress }) => in_progress === true),
    services: [...named.values()],
    annotations: all.flatMap(({ inner, segment }) =>
      Object.entries(inner.annotations ?? {}).map(([key, value]) => ({
        key,
        value,
        service: serviceOf(segment, whole),
      })),
    ),
    first,
  }
}

/** A subsegment that was sent by itself belongs to the service of its parent. */
const serviceOf = ({ type, name, parent_id }: Segment, whole: Segment[]): string =>
  (type === 'subsegment' ? whole.find(({ id }) => id === parent_id)?.name : undefined) ?? name
