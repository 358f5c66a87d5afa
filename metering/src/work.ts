import type { UsageKind } from '@tenantry/contracts/usage.ts'

/** One attempt at a piece of work, or a request that reached no function. */
export interface Work {
  kind: UsageKind
  /** Of the piece of work: further attempts have the same. */
  id: string
  /** Milliseconds since the epoch, which say where it counts. */
  time: number
  tenantId: string | null
  tier: string | null
  service: string
  operation: string
  status: number
  durationMs: number
  readUnits: number
  writeUnits: number
  bytesIn: number
  bytesOut: number
  logBytes: number
  /** The invocation that did it; null where there was none. */
  functionRequestId: string | null
  /** How many pieces of work that invocation was given. */
  batch: number
  /** Of the trace that the invocation belongs to; null where none is recorded. */
  traceId: string | null
  correlationId: string | null
}

/** Work with its part of what Lambda bills. */
export interface BilledWork extends Work {
  billedMs: number
  mbMs: number
  /** Thousandths of invocations: its part of each invocation that worked on it. */
  milliInvocations: number
  /** Whether it counts as a request: of several attempts the last one does. */
  counts: boolean
}

/** A fixed order, so that whatever depends on one is the same however records came. */
export const byTime = (one: Work, other: Work): number =>
  one.time - other.time ||
  compareText(one.functionRequestId ?? '', other.functionRequestId ?? '') ||
  compareText(one.id, other.id) ||
  one.status - other.status ||
  one.durationMs - other.durationMs

const compareText = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0)
