import { expect, test } from 'vitest'
import type { Health } from '../models.ts'
import { countsOf, latenciesOf, windowOf } from './course.ts'

const LATENCIES = { p50Ms: 10, p95Ms: 20, p99Ms: 30 }
const point = (from: string, to: string, requests: number) => ({
  from: `2026-03-01T${from}:00.000Z`,
  to: `2026-03-01T${to}:00.000Z`,
  requests,
  errors: 1,
  serverErrors: 0,
  throttles: 0,
  ...LATENCIES,
})
const health: Health = {
  window: '1h',
  total: point('09:20', '10:20', 5),
  points: [point('09:20', '09:21', 2), { ...point('10:19', '10:20', 3), p95Ms: null }],
  quota: null,
}

test('the course has each minute once, and zero where nothing happened', () => {
  const counts = countsOf(health, 'requests')
  expect(counts).toHaveLength(60)
  expect(counts[0]).toEqual({ x: new Date('2026-03-01T09:20:00Z'), y: 2 })
  expect(counts.at(-1)).toEqual({ x: new Date('2026-03-01T10:19:00Z'), y: 3 })
  expect(counts.reduce((sum, { y }) => sum + y, 0)).toBe(5)
})

test('latencies are shown where they were measured', () => {
  expect(latenciesOf(health, 'p50Ms')).toHaveLength(2)
  expect(latenciesOf(health, 'p95Ms')).toEqual([{ x: new Date('2026-03-01T09:20:00Z'), y: 20 }])
})

test('an interval is looked at in the smallest window that shows its begin', () => {
  const now = new Date('2026-03-08T00:00:00Z')
  const of = (from: string) => windowOf({ from, to: '2026-03-08T00:00:00Z' }, now)
  expect(of('2026-03-07T23:00:00Z')).toBe('1h')
  expect(of('2026-03-07T22:59:00Z')).toBe('24h')
  expect(of('2026-03-01T00:00:00Z')).toBe('7d')
  expect(of('2026-02-28T00:00:00Z')).toBeNull()
})
