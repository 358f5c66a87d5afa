import { BadUsage } from './declare-command.ts'

const UNITS: Record<string, number> = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 }
const DAY_MS = 86_400_000

/** Milliseconds of a length such as `30m`; undefined for another text. */
export function readLength(text: string): number | undefined {
  const [, count, unit = ''] = /^(\d{1,6})([smhd])$/.exec(text) ?? []
  return count === undefined ? undefined : Number(count) * (UNITS[unit] ?? 0)
}

/**
 * The moment that an option names, as ISO in UTC: `30m` is half an hour ago, `10:05` the last time it was that in UTC; or a date or a time
 * with its offset.
 */
export function readMoment(option: string, text: string, now: number): string {
  const ms = momentOf(text, now)
  if (ms !== undefined) return new Date(ms).toISOString()
  throw new BadUsage(`--${option} ${text} is no moment: write 10:05 (UTC), 30m (ago), 2026-11-29 or 2026-11-29T10:05Z.`)
}

function momentOf(text: string, now: number): number | undefined {
  const length = readLength(text)
  if (length !== undefined) return now - length
  if (/^\d\d:\d\d(:\d\d)?$/.test(text)) {
    const today = Date.parse(`${new Date(now).toISOString().slice(0, 10)}T${text}Z`)
    return today > now ? today - DAY_MS : numberOr(today)
  }
  if (!/^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d{1,3})?)?(Z|[+-]\d\d:\d\d))?$/.test(text)) return undefined
  return isCalendarDay(text.slice(0, 10)) ? numberOr(Date.parse(text)) : undefined
}

const numberOr = (ms: number): number | undefined => (Number.isNaN(ms) ? undefined : ms)

/** `Date.parse` takes the 31st of June for the 1st of July. */
const isCalendarDay = (day: string): boolean => {
  const ms = Date.parse(day)
  return !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(day)
}

/** A moment as tables show it, in UTC. */
export const showMinute = (iso: string): string => iso.slice(0, 16).replace('T', ' ')
