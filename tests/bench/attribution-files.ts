import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { METRICS } from '@tenantry/attribution/metrics.ts'

const DAY = Date.UTC(2026, 0, 1)
const HOURS = 24
const HOUR_MS = 3_600_000
const TENANTS = 100_000
const RECORDS_PER_FILE = 100_000

/** A day's bill: a line for each metric and hour, and one that nothing shares. */
export function writeBill(path: string): void {
  const lines = Array.from({ length: HOURS }, (_, hour) => {
    const [start, end] = [hour, hour + 1].map((at) => new Date(DAY + at * HOUR_MS).toISOString())
    const line = { start, end, service: 'Bench', billedCost: '12.345678901234', listCost: '12.345678901234' }
    return [...METRICS, null].map((driver) => ({
      id: `${driver}/${hour}`,
      ...line,
      usageType: driver ?? 'Tax',
      driver,
    }))
  })
  writeFileSync(
    path,
    lines
      .flat()
      .map((line) => `${JSON.stringify(line)}\n`)
      .join(''),
  )
}

/** Usage of a day in files of which each has all tenants and hours; `upTo` is the number of records in a file and those before it. */
export function writeUsage(directory: string, records: number): { path: string; upTo: number }[] {
  return Array.from({ length: Math.ceil(records / RECORDS_PER_FILE) }, (_, file) => {
    const path = join(directory, `usage-${file}.gz`)
    const lines = Array.from({ length: RECORDS_PER_FILE }, (_, place) => lineOf(file, place))
    // The fastest level: what is measured is reading.
    writeFileSync(path, gzipSync(lines.join(''), { level: 1 }))
    return { path, upTo: (file + 1) * RECORDS_PER_FILE }
  })
}

/** Written by hand: ten million of them are made. */
function lineOf(file: number, place: number): string {
  const n = file * RECORDS_PER_FILE + place
  const time = new Date(DAY + Math.floor((place / RECORDS_PER_FILE) * HOURS * HOUR_MS)).toISOString()
  // A step that shares no factor with the number of tenants reaches all of them.
  const tenant = `tnt_${String((n * 7_919) % TENANTS).padStart(26, '0')}`
  const usage = METRICS.map((metric, at) => `"${metric}":"${((n >> at) % 1_000) + 1}${at % 2 === 0 ? '.5' : ''}"`)
  return `{"id":"req-${String(n).padStart(10, '0')}-6f1c-4c57-9d0e","source":"requests","subject":"${tenant}","time":"${time}","usage":{${usage.join(',')}}}\n`
}
