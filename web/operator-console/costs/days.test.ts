import { expect, test } from 'vitest'
import {
  daysIn,
  daysText,
  intervalFor,
  intervalOfDay,
  intervalOfMonth,
  lastDays,
  lastMonths,
  wholeDays,
} from './days.ts'

const NOW = new Date('2026-03-01T10:48:00Z')

test('the days that a time touches are whole', () => {
  const day = { from: '2026-03-01T00:00:00.000Z', to: '2026-03-02T00:00:00.000Z' }
  expect(wholeDays({ from: '2026-03-01T10:00:00.000Z', to: '2026-03-01T11:00:00.000Z' })).toEqual(day)
  expect(wholeDays(day)).toEqual(day)
  expect(intervalOfDay('2026-03-01')).toEqual(day)
})

test('the last days end with today', () => {
  expect(daysIn(lastDays(3, NOW))).toEqual(['2026-02-27', '2026-02-28', '2026-03-01'])
  expect(daysText(lastDays(3, NOW))).toBe('2026-02-27 to 2026-03-01')
  expect(daysText(lastDays(1, NOW))).toBe('2026-03-01')
})

test('a month ends where the next one begins, also in December', () => {
  expect(intervalOfMonth('2026-12')).toEqual({ from: '2026-12-01T00:00:00.000Z', to: '2027-01-01T00:00:00.000Z' })
  expect(lastMonths(4, NOW)).toEqual(['2026-03', '2026-02', '2026-01', '2025-12'])
})

test('whole months are told by month, and parts of them by day: an interval is answered whole', () => {
  expect(intervalFor(intervalOfMonth('2026-12'))).toBe('month')
  expect(intervalFor(lastDays(31, new Date('2026-12-30T00:00:00Z')))).toBe('day')
  expect(intervalFor(intervalOfDay('2026-12-01'))).toBe('day')
})
