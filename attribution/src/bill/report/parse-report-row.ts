import { parseReportNumber, times } from '../../decimal.ts'
import { BadRow } from '../../files/parse-object.ts'
import { nearestPicodollars, type Picodollars } from '../../money.ts'
import { hoursOfMonth, timeOf } from '../../time.ts'
import type { BillLine } from '../bill-line.ts'
import type { BillOptions } from '../bill-options.ts'

/** A row of a report as its query gives it: texts, null and empty where there is nothing. */
export type ReportRow = Record<string, unknown>

export function parseReportRow(row: ReportRow, { basis, drivers, resources }: BillOptions): BillLine {
  const [start, end] = [time(row, 'start_time'), time(row, 'end_time')]
  if (end < start) throw new BadRow('the line ends before it starts')
  const service = text(row, 'service') ?? 'unknown'
  const driver = drivers.find(service, text(row, 'usage_type') ?? '')
  const amount = number(row, 'quantity')
  const costs = { billed: money(row, 'billed_cost'), list: money(row, 'list_cost') ?? 0n }
  const cost = costs[basis]
  if (cost === undefined) throw new BadRow('the line has no cost')
  const owner = ownerOf(row, resources)
  const line: BillLine = {
    start,
    end,
    service,
    account: text(row, 'account') ?? '',
    region: text(row, 'region') ?? '',
    driver: driver?.metric ?? null,
    cost,
    ...(owner !== undefined && { owner }),
  }
  if (!driver?.unit || !amount) return line
  const { factor, isPerMonth } = driver.unit
  return { ...line, quantity: times(amount, factor * BigInt(isPerMonth ? hoursOfMonth(start) : 1)) }
}

/** A recorded resource is somebody's whatever its tag says; tags can be forgotten, and set by hand. */
function ownerOf(row: ReportRow, resources: BillOptions['resources']): string | null | undefined {
  const resource = text(row, 'resource')
  const recorded = resource === undefined ? undefined : resources.get(resource)
  return recorded === undefined ? text(row, 'tenant') : recorded
}

function text(row: ReportRow, name: string): string | undefined {
  const value = row[name] ?? ''
  return value === '' ? undefined : String(value)
}

function time(row: ReportRow, name: string): number {
  const value = text(row, name) ?? ''
  const time = timeOf(value)
  if (Number.isNaN(time)) throw new BadRow(`${name} is not a time: ${value}`)
  return time
}

function number(row: ReportRow, name: string) {
  const value = text(row, name)
  const number = value === undefined ? undefined : parseReportNumber(value)
  if (value !== undefined && number === undefined) throw new BadRow(`${name} is not a number: ${value}`)
  return number
}

function money(row: ReportRow, name: string): Picodollars | undefined {
  const amount = number(row, name)
  return amount && nearestPicodollars(amount)
}
