import { expect, test } from 'vitest'
import { bestBy, wholeIntervals } from './usage-span.ts'

const until = (to: string) => ({ from: '2026-03-01T10:48:00.000Z', to })

test('a short time is read by minutes, a day by hours, a month by days', () => {
  expect(bestBy(until('2026-03-01T11:09:00.000Z'))).toBe('minute')
  expect(bestBy(until('2026-03-02T10:48:00.000Z'))).toBe('hour')
  expect(bestBy(until('2026-03-31T10:48:00.000Z'))).toBe('day')
})

test('the hour, or day, in which a time begins is part of it', () => {
  const to = '2026-03-01T11:09:00.000Z'
  expect(wholeIntervals(until(to), 'minute')).toEqual(until(to))
  expect(wholeIntervals(until(to), 'hour')).toEqual({ from: '2026-03-01T10:00:00.000Z', to })
  expect(wholeIntervals(until(to), 'day')).toEqual({ from: '2026-03-01T00:00:00.000Z', to })
  const whole = { from: '2026-03-01T10:48:30.000Z', to: '2026-03-02T10:48:30.000Z' }
  expect(wholeIntervals(whole, 'minute').from).toBe('2026-03-01T10:49:00.000Z')
})
