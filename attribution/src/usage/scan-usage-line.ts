import { METRICS } from '../metrics.ts'
import { parseTime } from '../time.ts'
import { LIMB_DIGITS, MAIN, MAIN_DECIMALS, type UsageRecord } from './usage-record.ts'

const [QUOTE, COLON, COMMA, OPEN, CLOSE, SPACE, POINT] = [0x22, 0x3a, 0x2c, 0x7b, 0x7d, 0x20, 0x2e]

/** Printable ASCII but the quote and the backslash: what a string may hold here. */
const PLAIN = Uint8Array.from({ length: 256 }, (_, byte) =>
  Number(byte >= 0x20 && byte < 0x7f && byte !== QUOTE && byte !== 0x5c),
)

/** Keys with their quotes. */
const KEYS = ['"id"', '"source"', '"subject"', '"time"', '"usage"'].map((key) => Buffer.from(key))
const [ID, SOURCE, SUBJECT, USAGE] = [0, 1, 2, 4]
const ALL = (1 << KEYS.length) - 1
const METRIC_KEYS = METRICS.map((metric) => Buffer.from(`"${metric}"`))
const NULL = Buffer.from('null')
const LITERALS = [NULL, Buffer.from('true'), Buffer.from('false')]
const MAIN_UNIT = 10 ** MAIN_DECIMALS

/**
 * Reads a usage line of the common kind into a record: flat strings without escapes, numbers of at most 12 digits before the
 * point and three behind it. Answers false for every other line, right or wrong: `parseUsageLine` reads those, several times slower.
 */
export function scanUsageLine(bytes: Uint8Array, from: number, to: number, record: UsageRecord): boolean {
  record.bytes = bytes
  let seen = 0
  let next = 0
  let at = from
  if (bytes[at++] !== OPEN) return false
  for (;;) {
    at = skipSpaces(bytes, at)
    const key = whichKey(bytes, at, KEYS, next)
    const keyTo = key < 0 ? stringEnd(bytes, at) + 1 : at + (KEYS[key]?.length ?? 0)
    at = valueAfter(bytes, keyTo)
    if (keyTo === 0 || at < 0 || (key >= 0 && (seen & (1 << key)) !== 0)) return false
    seen |= key < 0 ? 0 : 1 << key
    next = key + 1
    at = key < 0 ? skipFlat(bytes, at) : key === USAGE ? scanUsage(bytes, at, record) : scanText(bytes, at, record, key)
    if (at < 0) return false
    at = skipSpaces(bytes, at)
    if (bytes[at] === CLOSE) break
    if (bytes[at++] !== COMMA) return false
  }
  for (at++; at < to; at++) if (bytes[at] !== SPACE && bytes[at] !== 0x0d) return false
  return seen === ALL
}

/** Reads an id, a source, a subject or a time, and answers where it ends, −1 if it is not of the common kind. */
function scanText(bytes: Uint8Array, at: number, record: UsageRecord, key: number): number {
  if (key === SUBJECT && startsWith(bytes, at, NULL)) {
    record.subjectFrom = -1
    return at + NULL.length
  }
  const [from, to] = [at + 1, stringEnd(bytes, at)]
  if (to <= from) return -1
  if (key === ID) {
    record.idFrom = from
    record.idTo = to
  } else if (key === SOURCE) {
    record.sourceFrom = from
    record.sourceTo = to
  } else if (key === SUBJECT) {
    record.subjectFrom = from
    record.subjectTo = to
  } else {
    record.time = parseTime(bytes, from, to)
    if (!(record.time >= 0)) return -1
  }
  return to + 1
}

/** Reads `{"metric":"number",…}` and answers where it ends, −1 if it is not of the common kind. */
function scanUsage(bytes: Uint8Array, begin: number, record: UsageRecord): number {
  let at = begin
  if (bytes[at++] !== OPEN) return -1
  record.isWide = false
  record.limbs.fill(0, MAIN * METRICS.length, (MAIN + 1) * METRICS.length)
  let seen = 0
  let next = 0
  for (;;) {
    at = skipSpaces(bytes, at)
    const metric = whichKey(bytes, at, METRIC_KEYS, next)
    const keyTo = metric < 0 ? stringEnd(bytes, at) + 1 : at + (METRIC_KEYS[metric]?.length ?? 0)
    at = valueAfter(bytes, keyTo)
    if (keyTo === 0 || at < 0 || (metric >= 0 && (seen & (1 << metric)) !== 0)) return -1
    seen |= metric < 0 ? 0 : 1 << metric
    next = metric + 1
    at = metric < 0 ? skipFlat(bytes, at) : scanNumber(bytes, at, record, metric)
    if (at < 0) return -1
    at = skipSpaces(bytes, at)
    if (bytes[at] === CLOSE) return at + 1
    if (bytes[at++] !== COMMA) return -1
  }
}

/** Reads `"12.5"` into the main limb. */
function scanNumber(bytes: Uint8Array, begin: number, record: UsageRecord, metric: number): number {
  if (bytes[begin] !== QUOTE) return -1
  const point = digitsEnd(bytes, begin + 1)
  if (point === begin + 1 || point - begin - 1 > LIMB_DIGITS - MAIN_DECIMALS) return -1
  let number = natural(bytes, begin + 1, point) * MAIN_UNIT
  let end = point
  if (bytes[point] === POINT) {
    end = digitsEnd(bytes, point + 1)
    const decimals = end - point - 1
    if (decimals === 0 || decimals > MAIN_DECIMALS) return -1
    number += natural(bytes, point + 1, end) * 10 ** (MAIN_DECIMALS - decimals)
  }
  record.limbs[MAIN * METRICS.length + metric] = number
  return bytes[end] === QUOTE ? end + 1 : -1
}

/** Behind the value of an unknown field: a plain string, a natural number, null, true or false. */
function skipFlat(bytes: Uint8Array, begin: number): number {
  const stringTo = stringEnd(bytes, begin)
  if (stringTo >= 0) return stringTo + 1
  for (const literal of LITERALS) if (startsWith(bytes, begin, literal)) return begin + literal.length
  const at = digitsEnd(bytes, begin)
  // JSON has no leading zeros.
  return at === begin || (bytes[begin] === 0x30 && at > begin + 1) ? -1 : at
}

function digitsEnd(bytes: Uint8Array, begin: number): number {
  let at = begin
  for (let byte = bytes[at]; byte !== undefined && byte >= 0x30 && byte <= 0x39; byte = bytes[at]) at++
  return at
}

function natural(bytes: Uint8Array, from: number, to: number): number {
  let value = 0
  for (let at = from; at < to; at++) value = value * 10 + (bytes[at] ?? 0) - 0x30
  return value
}

/** Where a string's closing quote is, −1 if this is no plain string. */
function stringEnd(bytes: Uint8Array, begin: number): number {
  if (bytes[begin] !== QUOTE) return -1
  let at = begin + 1
  while (PLAIN[bytes[at] ?? 0] === 1) at++
  return bytes[at] === QUOTE ? at : -1
}

/** Behind the colon that follows a key, and spaces. */
function valueAfter(bytes: Uint8Array, keyTo: number): number {
  const colon = skipSpaces(bytes, keyTo)
  return bytes[colon] === COLON ? skipSpaces(bytes, colon + 1) : -1
}

function skipSpaces(bytes: Uint8Array, begin: number): number {
  let at = begin
  while (bytes[at] === SPACE) at++
  return at
}

/** The number of the key that begins here, −1 if it is none of these. The expected one is tried first. */
function whichKey(bytes: Uint8Array, at: number, keys: Uint8Array[], expected: number): number {
  for (let tried = 0, key = expected; tried < keys.length; tried++, key++) {
    if (key >= keys.length) key = 0
    if (startsWith(bytes, at, keys[key] as Uint8Array)) return key
  }
  return -1
}

function startsWith(bytes: Uint8Array, from: number, what: Uint8Array): boolean {
  for (let at = 0; at < what.length; at++) if (bytes[from + at] !== what[at]) return false
  return true
}
