import type { Collected } from './collect-records.ts'
import { HOUR } from './hours.ts'

/** How much of what Lambda billed functions have told of. */
export interface Coverage {
  /** Invocations that ended well. */
  invocations: number
  /** Those of them without a usage line. */
  unexplained: number
}

/** Of an hour, until a moment: a line may come in a later file than its report. */
export function coverageOf({ works, reports }: Collected, hour: number, until: number): Coverage {
  const explained = new Set<string | null>()
  for (const { functionRequestId } of works) explained.add(functionRequestId)
  const coverage: Coverage = { invocations: 0, unexplained: 0 }
  for (const { time, isSuccess, functionRequestId } of reports) {
    if (!isSuccess || time < hour || time >= Math.min(until, hour + HOUR)) continue
    coverage.invocations++
    if (!explained.has(functionRequestId)) coverage.unexplained++
  }
  return coverage
}
