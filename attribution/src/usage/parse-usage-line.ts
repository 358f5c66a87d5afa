import { BadRow, field, type Json, object, parseObject, text } from '../files/parse-object.ts'
import { METRICS } from '../metrics.ts'
import { timeOf } from '../time.ts'
import { LIMB_DIGITS, LIMBS, MAIN, MAIN_DECIMALS, type UsageRecord } from './usage-record.ts'

/** So many digits that no sum of records leaves the limbs. */
const NON_NEGATIVE = /^0*(\d{1,18})(?:\.(\d{1,30}?)0*)?$/

/** Reads any usage line into a record. Throws a `BadRow` that says what is wrong. */
export const parseUsageLine = (line: Uint8Array, record: UsageRecord): void => parseUsage(parseObject(line), record)

/** The same for what a line says. */
export function parseUsage(row: Json, record: UsageRecord): void {
  const [id, source] = [Buffer.from(text(row, 'id')), Buffer.from(text(row, 'source'))]
  const subject = field(row, 'subject') === null ? null : Buffer.from(text(row, 'subject'))
  record.bytes = Buffer.concat([id, source, subject ?? Buffer.alloc(0)])
  record.idFrom = 0
  record.idTo = id.length
  record.sourceFrom = id.length
  record.sourceTo = id.length + source.length
  record.subjectFrom = subject === null ? -1 : record.sourceTo
  record.subjectTo = record.bytes.length
  record.time = timeOf(text(row, 'time'))
  if (!(record.time >= 0)) throw new BadRow(`time is not a time: ${text(row, 'time')}`)
  const usage = object(field(row, 'usage'), 'usage')
  record.isWide = false
  METRICS.forEach((metric, column) => {
    limbsOf(field(usage, metric), `usage.${metric}`).forEach((value, limb) => {
      record.limbs[limb * METRICS.length + column] = value
      if (limb !== MAIN && value > 0) record.isWide = true
    })
  })
}

function limbsOf(value: unknown, name: string): number[] {
  const [, whole, fraction = ''] =
    NON_NEGATIVE.exec(value === undefined ? '0' : typeof value === 'string' ? value : '') ?? []
  if (whole === undefined) {
    throw new BadRow(
      `${name} must be a decimal of at least 0, in quotes, of at most 18 digits before the point and 30 after it, not ${JSON.stringify(value)}`,
    )
  }
  const wholeDigits = (MAIN + 1) * LIMB_DIGITS - MAIN_DECIMALS
  const digits = (whole.padStart(wholeDigits, '0') + fraction).padEnd(LIMBS * LIMB_DIGITS, '0')
  return Array.from({ length: LIMBS }, (_, limb) => Number(digits.slice(limb * LIMB_DIGITS, (limb + 1) * LIMB_DIGITS)))
}
