import { expect, test } from 'vitest'
import { parseSchedule } from './schedule.ts'

const next = (expression: string, from: string) => new Date(parseSchedule(expression)(Date.parse(from))).toISOString()

test.each([
  ['rate(1 minute)', '2026-01-01T00:00:10Z', '2026-01-01T00:01:10.000Z'],
  ['rate(2 hours)', '2026-01-01T00:00:00Z', '2026-01-01T02:00:00.000Z'],
  ['cron(0 12 * * ? *)', '2026-01-01T12:00:00Z', '2026-01-02T12:00:00.000Z'],
  ['cron(15 10 ? * MON-FRI *)', '2026-01-02T11:00:00Z', '2026-01-05T10:15:00.000Z'],
  ['cron(0/10 * * * ? *)', '2026-01-01T00:01:00Z', '2026-01-01T00:10:00.000Z'],
  ['cron(0 0 29 2 ? *)', '2026-01-01T00:00:00Z', '2028-02-29T00:00:00.000Z'],
])('%s after %s is %s', (expression, from, expected) => {
  expect(next(expression, from)).toBe(expected)
})

test.each([
  'rate(1 minutes)',
  'rate(2 minute)',
  'rate(0 minutes)',
  'cron(0 12 * * *)',
  'cron(0 12 * * * *)',
  'cron(61 * * * ? *)',
  'daily',
])('%s is refused', (expression) => {
  expect(() => parseSchedule(expression)).toThrow('ScheduleExpression is not valid')
})

test('what cron offers and the local cloud does not is named', () => {
  expect(() => parseSchedule('cron(0 0 L * ? *)')).toThrow('does not support "L"')
})
