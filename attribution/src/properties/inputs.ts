import fc from 'fast-check'
import { METRICS } from '../metrics.ts'

/** A bill line as it stands in a file. */
export interface BillRow {
  id: string
  start: string
  end: string
  service: string
  usageType: string
  driver?: string | null
  quantity?: string
  billedCost: string
  listCost: string
}

/** A usage record as it stands in a file. */
export interface UsageRow {
  id: string
  source: string
  subject: string | null
  time: string
  usage: Record<string, string>
}

/** Few of everything, so that lines, records and tenants meet. */
const DRIVERS = METRICS.slice(0, 3)
const DAY = Date.parse('2026-02-01T00:00:00Z')
const QUARTER = 15 * 60_000
const at = (quarter: number): string => new Date(DAY + quarter * QUARTER).toISOString()

const intervals = fc.oneof(
  fc.nat(3).map((hour) => ({ start: at(4 * hour), end: at(4 * hour + 4) })),
  fc.constant({ start: at(0), end: at(16) }),
  fc.tuple(fc.nat(15), fc.nat(8)).map(([from, length]) => ({ start: at(from), end: at(from + length) })),
)

export const dollars = (picodollars: bigint): string => {
  const digits = String(picodollars < 0n ? -picodollars : picodollars).padStart(13, '0')
  return `${picodollars < 0n ? '-' : ''}${digits.slice(0, -12)}.${digits.slice(-12)}`
}

const money = fc
  .oneof(
    fc.bigInt({ min: -20n, max: 20n }),
    fc.bigInt({ min: -(10n ** 13n), max: 10n ** 13n }),
    // More than a double holds exactly.
    fc.bigInt({ min: -(10n ** 19n), max: 10n ** 19n }),
  )
  .map(dollars)

const decimal = fc.oneof(
  { weight: 4, arbitrary: fc.nat(20).map(String) },
  { weight: 2, arbitrary: fc.nat(40).map((half) => String(half / 2)) },
  fc.tuple(fc.bigInt({ min: 0n, max: 10n ** 18n - 1n }), fc.stringMatching(/^\d{1,30}$/)).map(([a, b]) => `${a}.${b}`),
  fc.bigInt({ min: 0n, max: 10n ** 15n }).map(String),
)

const driver = fc.constantFrom<(string | null | undefined)[]>(...DRIVERS, ...DRIVERS, null, undefined)
const kinds = fc.constantFrom(
  ['AmazonDynamoDB', 'USW2-ReadRequestUnits'],
  ['AWSLambda', 'Lambda-GB-Second'],
  ['AWSSupport', 'Dollar'],
)

const billRow: fc.Arbitrary<Omit<BillRow, 'id'>> = fc
  .record({
    interval: intervals,
    kind: kinds,
    driver,
    quantity: fc.option(decimal, { nil: undefined }),
    billedCost: money,
    listCost: money,
  })
  .map(({ interval, kind: [service = '', usageType = ''], ...rest }) => ({
    ...interval,
    service,
    usageType,
    ...defined(rest),
  }))

const defined = <Row extends object>(row: Row): Row =>
  Object.fromEntries(Object.entries(row).filter(([, value]) => value !== undefined)) as Row

const usageRow: fc.Arbitrary<Omit<UsageRow, 'id'>> = fc.record({
  source: fc.constantFrom('hourly', 'requests'),
  subject: fc.constantFrom('acme', 'b', 'ümlaut', '__proto__', '10', '9', 'a"quote', null),
  time: fc.nat(16 * 4).map((part) => new Date(DAY + (part * QUARTER) / 4).toISOString()),
  usage: fc.dictionary(fc.constantFrom(...DRIVERS, 'somethingNew'), decimal, { maxKeys: 4, noNullPrototype: true }),
})

const numbered = <Row extends object>(rows: Row[], prefix: string): (Row & { id: string })[] =>
  rows.map((row, index) => ({ id: `${prefix}${index}`, ...row }))

export const bills = fc.array(billRow, { maxLength: 12 }).map((rows) => numbered(rows, 'line-'))
export const usages = fc.array(usageRow, { maxLength: 24 }).map((rows) => numbered(rows, 'record-'))
