import { BadRow, field, type Json, object, text } from '../files/parse-object.ts'
import { isMetric, METRICS, type Metric } from '../metrics.ts'

/** What a report's quantity is multiplied with to be in the driver's unit. */
export interface Unit {
  factor: bigint
  /** Storage is billed by the month and used by the hour. */
  isPerMonth: boolean
}

export interface Driver {
  /** `null`: nothing to share this by. */
  metric: Metric | null
  /** `null`: the quantity does not compare with the metric, so the metric only says the shares. */
  unit: Unit | null
}

export interface DriverRow extends Driver {
  service: string
  usageType: string
}

export const PER_MONTH = 'hours of the month'

/** Rows of a driver table, in the form of `drivers.json`. `known` are units that it may name without saying what they are. */
export function parseDrivers(
  table: unknown,
  known: Map<string, Unit> = new Map(),
): { rows: DriverRow[]; units: Map<string, Unit> } {
  const { units = {}, drivers } = object(table, 'the driver table')
  const all = new Map([...known, ...Object.entries(object(units, 'units')).map(parseUnit)])
  if (!Array.isArray(drivers)) throw new BadRow('the driver table has no list named drivers')
  const rows = drivers.map((row, index) => {
    try {
      return parseRow(object(row, 'the row'), all)
    } catch (error) {
      throw error instanceof BadRow ? new BadRow(`drivers[${index}]: ${error.message}`) : error
    }
  })
  return { rows, units: all }
}

function parseUnit([name, unit]: [string, unknown]): [string, Unit] {
  const { factor, times } = object(unit, `units.${name}`)
  if (!Number.isSafeInteger(factor) || Number(factor) <= 0)
    throw new BadRow(`units.${name}.factor is not a whole number above 0`)
  if (times !== undefined && times !== PER_MONTH) throw new BadRow(`units.${name}.times may only be "${PER_MONTH}"`)
  return [name, { factor: BigInt(Number(factor)), isPerMonth: times === PER_MONTH }]
}

function parseRow(row: Json, units: Map<string, Unit>): DriverRow {
  const [metric, unit] = [field(row, 'metric'), field(row, 'unit') ?? null]
  if (metric !== null && !isMetric(metric)) throw new BadRow(`metric must be null or one of ${METRICS.join(', ')}`)
  const known = typeof unit === 'string' ? units.get(unit) : null
  if (known === undefined || (unit !== null && typeof unit !== 'string')) {
    throw new BadRow(`unit must be null or one of ${[...units.keys()].join(', ')}`)
  }
  return { service: text(row, 'service'), usageType: text(row, 'usageType'), metric, unit: known }
}
