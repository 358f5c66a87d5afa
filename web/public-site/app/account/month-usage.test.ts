import type { UsageView } from '@tenantry/contracts/control-plane-api/usage-schemas.ts'
import { expect, test } from 'vitest'
import { monthOf, usageByService } from './month-usage.ts'

const NOTHING = {
  serverErrors: 0,
  readUnits: 0,
  writeUnits: 0,
  billedMs: 0,
  mbMs: 0,
  bytesIn: 0,
  bytesOut: 0,
  logBytes: 0,
  p50Ms: null,
  p95Ms: null,
  p99Ms: null,
}
const used = (day: number, service: string, operation: string, requests: number, errors = 0): UsageView => ({
  ...NOTHING,
  from: `2026-03-0${day}T00:00:00.000Z`,
  to: `2026-03-0${day + 1}T00:00:00.000Z`,
  service,
  operation,
  requests,
  errors,
  throttles: 1,
})

test('the month is that of UTC, to the end of today', () => {
  const { from, to, days } = monthOf(new Date('2026-03-03T00:30:00+01:00'))
  expect([from, to]).toEqual(['2026-03-01T00:00:00.000Z', '2026-03-03T00:00:00.000Z'])
  expect(days).toEqual(['2026-03-01', '2026-03-02'])
})

test('the usage of a service is the sum of its operations, by day and in all, with the busiest service first', () => {
  const usage = [used(1, 'users', 'getMe', 2), used(1, 'things', 'list', 5, 1), used(3, 'things', 'get', 4, 2)]
  expect(usageByService(usage, ['2026-03-01', '2026-03-02', '2026-03-03'])).toEqual([
    { service: 'things', requests: 9, errors: 3, throttles: 2, byDay: [5, 0, 4] },
    { service: 'users', requests: 2, errors: 0, throttles: 1, byDay: [2, 0, 0] },
  ])
  expect(usageByService([], ['2026-03-01'])).toEqual([])
})
