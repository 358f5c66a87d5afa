import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseDecimal, parseReportNumber } from './decimal.ts'
import { formatDollars, nearestPicodollars, parseDollars } from './money.ts'
import { hoursOfMonth, timeOf } from './time.ts'

test('money is read and written to the picodollar', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n }), (amount) => {
      expect(parseDollars(formatDollars(amount))).toBe(amount)
    }),
  )
  expect(['0', '-0', '1', '-1.5', '007.000000000001'].map(parseDollars)).toEqual([
    0n,
    0n,
    10n ** 12n,
    -15n * 10n ** 11n,
    7n * 10n ** 12n + 1n,
  ])
  expect([0n, -1n, 10n ** 12n].map(formatDollars)).toEqual(['0.000000000000', '-0.000000000001', '1.000000000000'])
})

test('money of more than 12 decimals, or in another form, is none', () => {
  for (const text of [
    '0.0000000000001',
    '1.0000000000000',
    '',
    '.',
    '.5',
    '1.',
    '+1',
    '1e3',
    ' 1',
    '1,5',
    '$1',
    'NaN',
    '٣',
  ]) {
    expect(parseDollars(text)).toBeUndefined()
  }
})

test('numbers of reports may have an exponent and the last digits of a double', () => {
  expect(parseReportNumber('7.39e-08')).toEqual({ digits: 739n, scale: 10 })
  expect(parseReportNumber('-1.0E-7')).toEqual({ digits: -10n, scale: 8 })
  expect(parseReportNumber('1.2e+3')).toEqual({ digits: 1200n, scale: 0 })
  expect(parseReportNumber('.5')).toEqual({ digits: 5n, scale: 1 })
  for (const text of ['', '.', 'e5', 'Infinity', 'nan', '1e', '--1', '1e999'])
    expect(parseReportNumber(text)).toBeUndefined()
  const nearest = (text: string) => nearestPicodollars(parseReportNumber(text) ?? { digits: 0n, scale: 0 })
  expect(['0.30000000000000004', '4e-13', '5e-13', '-5e-13', '7.39e-08'].map(nearest)).toEqual([
    3n * 10n ** 11n,
    0n,
    1n,
    -1n,
    73900n,
  ])
})

test('decimals in quotes have no exponent', () => {
  expect(parseDecimal('-12.50')).toEqual({ digits: -1250n, scale: 2 })
  for (const text of ['', '.5', '1.', '1e3', '+1', ' 1', '0x1']) expect(parseDecimal(text)).toBeUndefined()
})

test('a time is what the clock of its zone says, to the microsecond', () => {
  const date = fc.date({ min: new Date(0), max: new Date('2400-01-01'), noInvalidDate: true })
  fc.assert(
    fc.property(date, (date) => {
      const iso = date.toISOString()
      for (const text of [iso, iso.replace('T', ' ').replace('Z', ''), iso.replace('Z', '+00:00')]) {
        expect(timeOf(text)).toBe(date.getTime() * 1000)
      }
    }),
  )
  const noon = Date.UTC(2026, 0, 1, 12) * 1000
  for (const text of [
    '2026-01-01T12:00Z',
    '2026-01-01T13:30:00+01:30',
    '2026-01-01T11:00:00-0100',
    '2026-01-01 12:00:00+00',
  ]) {
    expect(timeOf(text)).toBe(noon)
  }
  expect(timeOf('2026-01-01T11:59:59.9999999Z')).toBe(noon - 1)
  expect(timeOf('2026-01-01')).toBe(noon - 12 * 3_600_000_000)
  expect(timeOf('2024-02-29')).toBe(Date.UTC(2024, 1, 29) * 1000)
})

test('what is no time is refused', () => {
  const bad = [
    '',
    '2026',
    '2026-1-1',
    '2025-02-29',
    '2026-13-01',
    '2026-00-10',
    '2026-04-31',
    '2026-01-01T',
    '2026-01-01T1:00',
    '2026-01-01T24:00:00Z',
    '2026-01-01T00:60:00Z',
    '2026-01-01T00:00:60Z',
    '2026-01-01T00:00:00.Z',
    '2026-01-01T00:00:00z',
    '2026-01-01T00:00:00+1',
    '2026-01-01T00:00:00+24:00',
    '2026-01-01T00:00:00Zx',
    '2026-01-01T00:00:00 UTC',
    '1767268800',
    'noon',
  ]
  expect(bad.filter((text) => !Number.isNaN(timeOf(text)))).toEqual([])
})

test('months have the hours of their days', () => {
  expect(['2026-01-31', '2026-02-01', '2028-02-29', '2026-04-30'].map((day) => hoursOfMonth(timeOf(day)))).toEqual([
    744, 672, 696, 720,
  ])
})
