import { expect, test } from 'vitest'
import { sumOf } from '../../shared/app/dollars.ts'
import { courseOf } from './cost-course.ts'

const DAYS = ['2026-03-02', '2026-03-03']
const cost = (n: number, day: number, dollars: string) => ({
  tenantId: `tnt_${n}`,
  tier: 'Basic',
  service: `service-${n % 2}`,
  from: `${DAYS[day]}T00:00:00.000Z`,
  cost: `${dollars}.000000000000`,
})

test('the dearest parts are drawn one by one, and all others together', () => {
  const costs = [1, 2, 3, 4, 5, 6, 7].map((n) => cost(n, n % 2, String(n)))
  const course = courseOf('tenant', [...costs, cost(7, 0, '1')], DAYS)
  expect(course.map(({ key }) => key)).toEqual(['tnt_7', 'tnt_6', 'tnt_5', 'tnt_4', 'tnt_3', null])
  expect(course.at(-1)?.byDay.map(Number)).toEqual([2e12, 1e12])
  expect(sumOf(course.flatMap(({ byDay }) => byDay))).toBe(29n * 10n ** 12n)
})

test('one part more than is shown is no crowd: it keeps its name', () => {
  const costs = [1, 2, 3, 4, 5, 6].map((n) => cost(n, 0, String(n)))
  expect(courseOf('tenant', costs, DAYS).map(({ key }) => key)).not.toContain(null)
})

test('by service, what tenants bear and what nobody does is drawn as one; a day outside is not drawn', () => {
  const support = {
    service: 'service-0',
    from: '2026-03-02T00:00:00.000Z',
    cause: 'noDriver' as const,
    cost: '1.000000000000',
  }
  const late = { ...support, from: '2026-03-09T00:00:00.000Z' }
  expect(courseOf('service', [cost(2, 0, '2'), support, late], DAYS)).toEqual([
    { key: 'service-0', byDay: [3n * 10n ** 12n, 0n] },
  ])
})
