import { type Decimal, parseDecimal } from '../decimal.ts'
import { BadRow, field, type Json, parseObject, text } from '../files/parse-object.ts'
import { isMetric, METRICS, type Metric } from '../metrics.ts'
import { type Picodollars, parseDollars } from '../money.ts'
import { timeOf } from '../time.ts'
import type { BillLine } from './bill-line.ts'
import type { BillOptions } from './bill-options.ts'

/** Reads a bill line in JSON: `{ id, start, end, service, usageType, driver?, quantity?, billedCost, listCost }`. */
export function parseSimpleLine(bytes: Uint8Array, { basis, drivers }: BillOptions): { id: string; line: BillLine } {
  const row = parseObject(bytes)
  const id = text(row, 'id')
  const [start, end] = [time(row, 'start'), time(row, 'end')]
  if (end < start) throw new BadRow('end is before start')
  const service = text(row, 'service')
  const costs = { billed: money(row, 'billedCost'), list: money(row, 'listCost') }
  const cost = costs[basis]
  if (cost === undefined) throw new BadRow(`${basis}Cost is missing`)
  const driver = driverOf(row, () => drivers.find(service, text(row, 'usageType'))?.metric ?? null)
  const quantity = decimal(row, 'quantity')
  return { id, line: { start, end, service, account: '', region: '', driver, ...(quantity && { quantity }), cost } }
}

function driverOf(row: Json, lookUp: () => Metric | null): Metric | null {
  const driver = field(row, 'driver')
  if (driver === undefined) return lookUp()
  if (driver === null || isMetric(driver)) return driver
  throw new BadRow(`driver must be null or one of ${METRICS.join(', ')}, not ${JSON.stringify(driver)}`)
}

function time(row: Json, name: string): number {
  const time = timeOf(text(row, name))
  if (Number.isNaN(time)) throw new BadRow(`${name} is not a time: ${text(row, name)}`)
  return time
}

/** Absent or null is not known. */
function money(row: Json, name: string): Picodollars | undefined {
  const value = field(row, name) ?? undefined
  const amount = typeof value === 'string' ? parseDollars(value) : undefined
  if (value !== undefined && amount === undefined) {
    throw new BadRow(
      `${name} must be dollars in quotes, such as "-0.25", with at most 12 decimals, not ${JSON.stringify(value)}`,
    )
  }
  return amount
}

function decimal(row: Json, name: string): Decimal | undefined {
  const value = field(row, name) ?? undefined
  const number = typeof value === 'string' ? parseDecimal(value) : undefined
  if (value !== undefined && number === undefined) {
    throw new BadRow(`${name} must be a decimal number in quotes, such as "0.5", not ${JSON.stringify(value)}`)
  }
  return number
}
