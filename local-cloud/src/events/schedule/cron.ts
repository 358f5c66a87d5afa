import { Unsupported } from '../../core/aws-error.ts'

/** Answers the next time, in milliseconds since the epoch, after the last one. */
export type Schedule = (last: number) => number

const MONTHS = 'JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC'.split(' ')
const DAYS = 'SUN MON TUE WED THU FRI SAT'.split(' ')
const MINUTE = 60_000
/** A cron expression that has no time within so many years never will. */
const HORIZON_YEARS = 8

type Matches = (value: number) => boolean

/** Six fields in UTC: minutes, hours, day of month, month, day of week (1 = Sunday), year. */
export function cronTimes(text: string, invalid: () => Error): Schedule {
  const fields = text.trim().split(/\s+/)
  const [minutes, hours, days, months, weekdays, years] = fields
  if (fields.length !== 6 || !minutes || !hours || !days || !months || !weekdays || !years) throw invalid()
  // One of the two day fields must be "?".
  if ((days === '?') === (weekdays === '?')) throw invalid()
  const minute = field(minutes, 0, 59, [], invalid)
  const hour = field(hours, 0, 23, [], invalid)
  const day = field(days, 1, 31, [], invalid)
  const month = field(months, 1, 12, ['', ...MONTHS], invalid)
  const weekday = field(weekdays, 1, 7, ['', ...DAYS], invalid)
  const year = field(years, 1970, 2199, [], invalid)
  const onDay = (at: Date) =>
    year(at.getUTCFullYear()) && month(at.getUTCMonth() + 1) && day(at.getUTCDate()) && weekday(at.getUTCDay() + 1)

  return (last) => {
    const at = new Date(Math.floor(last / MINUTE) * MINUTE + MINUTE)
    const end = at.getUTCFullYear() + HORIZON_YEARS
    while (at.getUTCFullYear() <= end) {
      if (!onDay(at)) at.setUTCHours(24, 0, 0, 0)
      else if (!hour(at.getUTCHours())) at.setUTCMinutes(60, 0, 0)
      else if (!minute(at.getUTCMinutes())) at.setTime(at.getTime() + MINUTE)
      else return at.getTime()
    }
    return Number.POSITIVE_INFINITY
  }
}

function field(text: string, low: number, high: number, names: string[], invalid: () => Error): Matches {
  if (text === '?' || text === '*') return () => true
  const values = new Set<number>()
  for (const part of text.split(',')) {
    if (/^\d*[LW#]|[LW#]\d*$/.test(part) && !names.includes(part.toUpperCase()))
      throw new Unsupported(`"${part}" in a cron expression`)
    const match = /^(\*|\w+)(?:-(\w+))?(?:\/(\d+))?$/.exec(part)
    if (!match) throw invalid()
    const [, first = '', last, step] = match
    const from = first === '*' ? low : number(first, names)
    const to = last !== undefined ? number(last, names) : first === '*' || step !== undefined ? high : from
    if (!(from >= low && to <= high && from <= to && Number(step ?? 1) > 0)) throw invalid()
    for (let value = from; value <= to; value += Number(step ?? 1)) values.add(value)
  }
  return (value) => values.has(value)
}

const number = (text: string, names: string[]): number =>
  /^\d+$/.test(text) ? Number(text) : names.indexOf(text.toUpperCase())
