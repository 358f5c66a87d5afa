import { type Nested, nestSegments } from '@tenantry/contracts/control-plane-api/nest-segments.ts'
import type { Story } from '../models.ts'

export type Segment = NonNullable<Story['trace']>['segments'][number]

export interface TraceRow extends Nested<Segment> {
  /** Where its bar begins, and how long it is: parts of the whole trace, from 0 to 1. */
  begin: number
  length: number
}

/** The segments in the order in which they are read, each with its bar. */
export function traceRows(segments: readonly Segment[]): TraceRow[] {
  const start = Math.min(...segments.map(({ startMs }) => startMs))
  const whole = Math.max(...segments.map(({ endMs }) => endMs)) - start || 1
  return nestSegments(segments).map(({ segment, depth }) => ({
    segment,
    depth,
    begin: (segment.startMs - start) / whole,
    length: Math.max(0, segment.endMs - segment.startMs) / whole,
  }))
}
