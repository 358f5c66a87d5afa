/** Times are whole microseconds since 1970 in UTC, which a double holds exactly. */
export type Microseconds = number

const SECOND = 1_000_000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
const DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

const [DASH, COLON, POINT, SPACE, PLUS, ZULU, T] = [0x2d, 0x3a, 0x2e, 0x20, 0x2b, 0x5a, 0x54]

/** The time that ISO 8601 text says, in any zone; without a zone it is UTC, as in AWS's reports. NaN for anything else. */
export function timeOf(text: string): Microseconds {
  const bytes = Buffer.from(text)
  return parseTime(bytes, 0, bytes.length)
}

/** The same from bytes. Usage has a time in every record, so this makes no strings. Digits below a microsecond do not count. */
export function parseTime(bytes: Uint8Array, from: number, to: number): Microseconds {
  const date = dateAt(bytes, from)
  let at = from + 10
  if (at >= to) return at === to ? date : Number.NaN
  if ((bytes[at] !== T && bytes[at] !== SPACE) || bytes[at + 3] !== COLON) return Number.NaN
  const [hour, minute] = [twoDigits(bytes, at + 1), twoDigits(bytes, at + 4)]
  at += 6
  let time = date + hour * HOUR + minute * MINUTE
  if (!(hour < 24 && minute < 60)) return Number.NaN
  if (bytes[at] === COLON && at < to) {
    const second = twoDigits(bytes, at + 1)
    if (!(second < 60)) return Number.NaN
    time += second * SECOND
    at += 3
    if (bytes[at] === POINT && at < to) {
      const first = ++at
      for (let unit = SECOND / 10; at < to && isDigit(bytes[at]); at++, unit /= 10) {
        if (unit >= 1) time += digitAt(bytes, at) * unit
      }
      if (at === first) return Number.NaN
    }
  }
  if (at > to) return Number.NaN
  if (at === to || (bytes[at] === ZULU && at + 1 === to)) return time
  return time - offset(bytes, at, to)
}

/** Hours of the UTC month that a time is in. */
export function hoursOfMonth(time: Microseconds): number {
  const date = new Date(time / 1000)
  return 24 * daysOf(date.getUTCFullYear(), date.getUTCMonth() + 1)
}

/** `±HH`, `±HHMM` or `±HH:MM`. */
function offset(bytes: Uint8Array, at: number, to: number): number {
  const sign = bytes[at] === PLUS ? 1 : bytes[at] === DASH ? -1 : Number.NaN
  const minutesAt = bytes[at + 3] === COLON ? at + 4 : at + 3
  const minutes = at + 3 === to ? 0 : twoDigits(bytes, minutesAt)
  if ((at + 3 !== to && minutesAt + 2 !== to) || !(minutes < 60)) return Number.NaN
  const hours = twoDigits(bytes, at + 1)
  return hours < 24 ? sign * (hours * HOUR + minutes * MINUTE) : Number.NaN
}

function dateAt(bytes: Uint8Array, at: number): number {
  const year = twoDigits(bytes, at) * 100 + twoDigits(bytes, at + 2)
  const month = twoDigits(bytes, at + 5)
  const day = twoDigits(bytes, at + 8)
  if (bytes[at + 4] !== DASH || bytes[at + 7] !== DASH) return Number.NaN
  if (!(year >= 1970 && month >= 1 && month <= 12 && day >= 1 && day <= daysOf(year, month))) return Number.NaN
  return daysSince1970(year, month, day) * DAY
}

const isLeap = (year: number): boolean => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
const daysOf = (year: number, month: number): number =>
  month === 2 && isLeap(year) ? 29 : (DAYS[month - 1] ?? Number.NaN)

/** Counts from 1 March, so that the leap day comes last. http://howardhinnant.github.io/date_algorithms.html#days_from_civil */
function daysSince1970(year: number, month: number, day: number): number {
  const fromMarch = month > 2 ? month - 3 : month + 9
  const y = month > 2 ? year : year - 1
  const leapDays = Math.floor(y / 4) - Math.floor(y / 100) + Math.floor(y / 400)
  return y * 365 + leapDays + Math.floor((153 * fromMarch + 2) / 5) + day - 1 - 719_468
}

const isDigit = (byte: number | undefined): boolean => byte !== undefined && byte >= 0x30 && byte <= 0x39
const digitAt = (bytes: Uint8Array, at: number): number => {
  const byte = bytes[at]
  return byte !== undefined && isDigit(byte) ? byte - 0x30 : Number.NaN
}
const twoDigits = (bytes: Uint8Array, at: number): number => digitAt(bytes, at) * 10 + digitAt(bytes, at + 1)
