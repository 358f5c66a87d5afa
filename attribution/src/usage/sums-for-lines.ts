import type { BillLine } from '../bill/bill-line.ts'
import { Segments } from './segments.ts'
import { UsageSums } from './usage-sums.ts'

/** Room for what some lines are shared by. */
export const sumsFor = (lines: BillLine[]): UsageSums =>
  new UsageSums(new Segments(lines.filter(({ driver, owner }) => driver !== null && owner === undefined)))

/** Owners of resources are tenants even if nothing was metered for them. */
export const ownersOf = (lines: BillLine[]): string[] =>
  [...new Set(lines.map(({ owner }) => owner))].filter((owner) => typeof owner === 'string')
