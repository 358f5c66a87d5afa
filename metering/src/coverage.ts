import type { Collected } from './collect-records.ts'
import { HOUR } from './hours.ts'

/** How much of what Lambda billed functions have told of. */
export interface Coverage {
  /** Invocations that ended well. */
  invocations: number
  /** Those of them without a usage line, or without one of their messages'. */
  unexplained: number
}

/** Of an hour, until a moment: a line may come in a later file than its report. */
export function coverageOf({ works, reports }: Collected, hour: number, until: number): Coverage {
  /** Messages of an invocation that nothing is told of. */
  const missing = new Map<string | null, number>()
  for (const { functionRequestId, batch } of works)
    missing.set(functionRequestId, (missing.get(functionRequestId) ?? batch) - 1)
  const coverage: Coverage = { invocations: 0, unexplained: 0 }
  for (const { time, isSuccess, functionRequestId } of reports) {
    if (!isSuccess || time < hour || time >= Math.min(until, hour + HOUR)) continue
    coverage.invocations++
    if ((missing.get(functionRequestId) ?? 1) > 0) coverage.unexplained++
  }
  return coverage
}
