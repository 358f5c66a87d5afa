import type { Decimal } from '../decimal.ts'
import type { Metric } from '../metrics.ts'
import type { Picodollars } from '../money.ts'
import type { Microseconds } from '../time.ts'

/** A line of a bill, whatever the format that it came in. */
export interface BillLine {
  start: Microseconds
  /** Not part of the line's time. */
  end: Microseconds
  service: string
  account: string
  region: string
  /** What it is shared by, if there is anything. */
  driver: Metric | null
  /** In the driver's unit. Absent where the line says nothing of how much was used, as a tax does. */
  quantity?: Decimal
  /** On the basis that was asked for. */
  cost: Picodollars
  /** Whose alone the line is: a tenant's silo, or the platform's own (null). */
  owner?: string | null
}
