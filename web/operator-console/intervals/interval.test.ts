import { expect, test } from 'vitest'
import { around, endOf, intervalText, lastMinutes, readInterval } from './interval.ts'

const read = (search: string) => readInterval(new URLSearchParams(search))

test('an address names an interval by two moments of which the first is earlier', () => {
  expect(read('from=2026-03-01T10:05:00Z&to=2026-03-01T11:20:00%2B01:00')).toEqual({
    from: '2026-03-01T10:05:00.000Z',
    to: '2026-03-01T10:20:00.000Z',
  })
  for (const search of ['', 'from=2026-03-01T10:05:00Z', 'from=yesterday&to=today', 'from=2026-03-02&to=2026-03-01'])
    expect(read(search)).toBeNull()
})

test('the last minutes have the minute that runs', () => {
  expect(lastMinutes(20, new Date('2026-03-01T10:19:12.345Z'))).toEqual({
    from: '2026-03-01T10:00:00.000Z',
    to: '2026-03-01T10:20:00.000Z',
  })
})

test('of an interval that is too long the end is left', () => {
  const day = { from: '2026-03-01T00:00:00.000Z', to: '2026-03-02T00:00:00.000Z' }
  expect(endOf(day, 24 * 60)).toEqual(day)
  expect(endOf(day, 60)).toEqual({ from: '2026-03-01T23:00:00.000Z', to: day.to })
})

test('what lies around a moment ends now at the latest, and is never empty', () => {
  const at = '2026-03-01T10:19:12.345Z'
  const spans = { before: 15, after: 15 }
  expect(around(at, spans, new Date('2026-03-01T12:00:00Z'))).toEqual({
    from: '2026-03-01T10:04:00.000Z',
    to: '2026-03-01T10:34:00.000Z',
  })
  expect(around(at, spans, new Date('2026-03-01T10:20:01Z')).to).toBe('2026-03-01T10:21:00.000Z')
  const { from, to } = around(at, { before: 0, after: 0 }, new Date(at))
  expect(Date.parse(to)).toBeGreaterThan(Date.parse(from))
})

test('an interval is read in UTC, and its day once', () => {
  const from = '2026-03-01T10:05:00.000Z'
  expect(intervalText({ from, to: '2026-03-01T10:20:00.000Z' })).toBe('2026-03-01 10:05 to 10:20 UTC')
  expect(intervalText({ from, to: '2026-03-02T00:20:00.000Z' })).toBe('2026-03-01 10:05 to 2026-03-02 00:20 UTC')
})
