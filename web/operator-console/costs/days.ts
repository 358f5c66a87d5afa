import type { Interval } from '../intervals/interval.ts'

const DAY_MS = 24 * 3_600_000
const moment = (day: number): string => new Date(day * DAY_MS).toISOString()

/** The days that an interval touches, whole: costs are told by days of UTC. */
export const wholeDays = ({ from, to }: Interval): Interval => ({
  from: moment(Math.floor(Date.parse(from) / DAY_MS)),
  to: moment(Math.ceil(Date.parse(to) / DAY_MS)),
})

/** Today and the days before it. */
export function lastDays(count: number, now: Date): Interval {
  const today = Math.floor(now.getTime() / DAY_MS)
  return { from: moment(today + 1 - count), to: moment(today + 1) }
}

/** A day, named as YYYY-MM-DD. */
export function intervalOfDay(day: string): Interval {
  const first = Date.parse(day) / DAY_MS
  return { from: moment(first), to: moment(first + 1) }
}

/** A month, named as YYYY-MM. */
export function intervalOfMonth(month: string): Interval {
  const [year = 0, number = 1] = month.split('-').map(Number)
  return {
    from: new Date(Date.UTC(year, number - 1)).toISOString(),
    to: new Date(Date.UTC(year, number)).toISOString(),
  }
}

const isFirstOfMonth = (at: string): boolean => at.slice(8, 10) === '01'

/** The interval by which some whole days are told with the fewest figures. */
export const intervalFor = ({ from, to }: Interval): 'day' | 'month' =>
  isFirstOfMonth(from) && isFirstOfMonth(to) ? 'month' : 'day'

export const countDays = ({ from, to }: Interval): number => Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS)

/** The names of the days of an interval of whole days. */
export const daysIn = (interval: Interval): string[] =>
  Array.from({ length: countDays(interval) }, (_, day) => moment(Date.parse(interval.from) / DAY_MS + day).slice(0, 10))

/** This month and those before it, as YYYY-MM. */
export const lastMonths = (count: number, now: Date): string[] =>
  Array.from({ length: count }, (_, before) =>
    new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - before)).toISOString().slice(0, 7),
  )

/** The days of an interval of whole days, as people read them. */
export function daysText(interval: Interval): string {
  const days = daysIn(interval)
  const [first = '', last = ''] = [days[0], days.at(-1)]
  return first === last ? first : `${first} to ${last}`
}
