import { MAX_SEGMENT_BYTES, Segment } from './segment.ts'
import type { TraceStore } from './stores/trace-store.ts'

export interface Unprocessed {
  Id?: string
  ErrorCode: string
  Message: string
}

/** No segment comes near it; what is nested deeper would overflow the call stack of whoever reads it. */
const DEEPEST = 100

/** Stores a segment document, or says why not. */
export function takeDocument(traces: Pick<TraceStore, 'put'>, document: string): Unprocessed | null {
  if (Buffer.byteLength(document) > MAX_SEGMENT_BYTES)
    return { ErrorCode: 'SegmentTooLarge', Message: `A segment document is at most ${MAX_SEGMENT_BYTES} bytes.` }
  let given: unknown
  try {
    given = JSON.parse(document)
  } catch {
    return { ErrorCode: 'ParseError', Message: 'Invalid segment. ErrorCode: ParseError' }
  }
  if (isTooDeep(given))
    return { ErrorCode: 'InvalidSegment', Message: `Invalid segment: it is nested deeper than ${DEEPEST} levels` }
  const segment = Segment.safeParse(given)
  if (segment.success) {
    traces.put(segment.data)
    return null
  }
  const [issue] = segment.error.issues
  const id = (given as { id?: unknown } | null)?.id
  const where = issue?.path.join('.') || 'the segment'
  return {
    ...(typeof id === 'string' && { Id: id }),
    ErrorCode: 'InvalidSegment',
    Message: `Invalid segment: ${where}: ${issue?.message}`,
  }
}

/** Level by level: a recursion would overflow the call stack itself. */
function isTooDeep(document: unknown): boolean {
  let level = [document]
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > DEEPEST) return true
    level = level.flatMap((value) => (typeof value === 'object' && value !== null ? Object.values(value) : []))
  }
  return false
}
