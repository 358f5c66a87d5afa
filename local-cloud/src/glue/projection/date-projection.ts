import { type DateFormat, dateFormat } from './date-format.ts'

// https://docs.aws.amazon.com/athena/latest/ug/partition-projection-supported-types.html#partition-projection-date-type

const MS = { SECONDS: 1000, MINUTES: 60_000, HOURS: 3_600_000, DAYS: 86_400_000, WEEKS: 7 * 86_400_000 }
const MONTHS = { MONTHS: 1, YEARS: 12 }
type Unit = keyof typeof MS | keyof typeof MONTHS

const RELATIVE = /^NOW(?:([+-])(\d+)(SECOND|MINUTE|HOUR|DAY|WEEK|MONTH|YEAR)S?)?$/

/** What is wrong with what is said of a column of dates. */
export function dateFault(given: Record<string, string>): string | undefined {
  const { format = '', range = '' } = given
  const form = dateFormat(format)
  if (!form) return `format ${format}: the local cloud knows yyyy, MM, dd, HH, mm and ss`
  const ends = range.split(',')
  if (ends.length !== 2 || ends.some((end) => timeOf(end.trim(), form, 0) === undefined))
    return `range ${range} must be two times in the format, or relative to NOW`
  const { interval = '1', 'interval.unit': unit } = given
  if (!/^[1-9]\d*$/.test(interval)) return `interval ${interval} must be a positive integer`
  if (unit === undefined && !defaultUnit(form)) return 'interval.unit is missing: the format is finer than a day'
  if (unit !== undefined && !isUnit(unit)) return `interval.unit ${unit} is none`
  return undefined
}

/** Whether a text is one of the dates that a column projects. */
export function dateProjection(
  given: Record<string, string>,
  now: number,
): { pattern: string; has(text: string): boolean } {
  const form = dateFormat(given.format ?? '')
  const [first = '', last = ''] = (given.range ?? '').split(',')
  const unit = given['interval.unit'] ?? (form && defaultUnit(form)) ?? ''
  if (!form || !isUnit(unit)) return { pattern: '(?!)', has: () => false }
  const [from = Number.POSITIVE_INFINITY, to = Number.NEGATIVE_INFINITY] = [first, last].map((end) =>
    timeOf(end.trim(), form, now),
  )
  const interval = Number(given.interval ?? 1)
  const start = floored(from, form)
  return {
    pattern: form.pattern,
    has(text) {
      const time = form.parse(text)
      if (time === undefined || time < start || time > to) return false
      return isMonths(unit)
        ? (monthOf(time) - monthOf(start)) % (MONTHS[unit] * interval) === 0
        : (time - start) % (MS[unit] * interval) === 0
    },
  }
}

function timeOf(end: string, form: DateFormat, now: number): number | undefined {
  const [isRelative, sign, amount, name] = RELATIVE.exec(end) ?? []
  if (isRelative === undefined) return form.parse(end)
  if (sign === undefined) return now
  const unit = `${name}S` as Unit
  const by = Number(`${sign}${amount}`)
  if (!isMonths(unit)) return now + by * MS[unit]
  const date = new Date(now)
  date.setUTCMonth(date.getUTCMonth() + by * MONTHS[unit])
  return date.getTime()
}

/** A time as its format shows it. */
function floored(time: number, { fields }: DateFormat): number {
  if (!Number.isFinite(time)) return time
  const date = new Date(time)
  if (!fields.includes('MM')) date.setUTCMonth(0)
  if (!fields.includes('dd')) date.setUTCDate(1)
  const [hours, minutes, seconds] = (['HH', 'mm', 'ss'] as const).map((field) => fields.includes(field))
  date.setUTCHours(
    hours ? date.getUTCHours() : 0,
    minutes ? date.getUTCMinutes() : 0,
    seconds ? date.getUTCSeconds() : 0,
    0,
  )
  return date.getTime()
}

const monthOf = (time: number): number => {
  const date = new Date(time)
  return date.getUTCFullYear() * 12 + date.getUTCMonth()
}

/** "The default value is 1 DAYS for single-day precision, 1 MONTHS for single-month precision; otherwise required". */
function defaultUnit({ fields }: DateFormat): Unit | undefined {
  const finest = fields.at(-1)
  return finest === 'dd' ? 'DAYS' : finest === 'MM' ? 'MONTHS' : finest === 'yyyy' ? 'YEARS' : undefined
}

const isMonths = (unit: Unit): unit is keyof typeof MONTHS => Object.hasOwn(MONTHS, unit)
const isUnit = (unit: string): unit is Unit => Object.hasOwn(MS, unit) || Object.hasOwn(MONTHS, unit)
