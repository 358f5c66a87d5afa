import { expect, test } from 'vitest'
import type { UsageRow } from './inputs.ts'
import { plain, run } from './run.ts'

const DOLLAR = 10n ** 12n

const hour = (day: number, hour: number): string => `2026-03-0${day}T${String(hour).padStart(2, '0')}:00:00Z`

/** A dollar for each hour of a day, all of it used by whoever was metered. */
const hoursOf = (day: number) =>
  Array.from({ length: 24 }, (_, start) => ({
    id: `${day}/${start}`,
    start: hour(day, start),
    end: start < 23 ? hour(day, start + 1) : hour(day + 1, 0),
    service: 'AmazonApiGateway',
    usageType: 'ApiGatewayRequest',
    billedCost: '1',
    listCost: '1',
  }))

const wholeDay = (day: number) => ({
  ...hoursOf(day)[0],
  id: `${day}`,
  end: hour(day + 1, 0),
  driver: 'apiRequests',
  billedCost: '24',
})

const requests = (subject: string, day: number, from: number, to: number): UsageRow[] =>
  Array.from({ length: to - from }, (_, index) => ({
    id: `${subject}/${day}/${from + index}`,
    source: 'hourly',
    subject,
    time: hour(day, from + index),
    usage: { apiRequests: '10' },
  }))

test('a tenant that is offboarded at noon bears half of the hours until then, and nothing of those after', async () => {
  const usage = [...requests('stays', 1, 0, 24), ...requests('leaves', 1, 0, 12)]
  expect(plain(await run(hoursOf(1), usage)).byTenant).toEqual({ stays: 18n * DOLLAR, leaves: 6n * DOLLAR })
  // A line of the whole day is shared by what each used in the day.
  expect(plain(await run([wholeDay(1)], usage)).byTenant).toEqual({ stays: 16n * DOLLAR, leaves: 8n * DOLLAR })
})

test('a day without usage is unallocated', async () => {
  const { byTenant, unallocated, byService } = await run([...hoursOf(2), wholeDay(2)], requests('stays', 1, 0, 24))
  expect(byTenant.size).toBe(0)
  expect(unallocated).toBe(48n * DOLLAR)
  expect(byService.get('AmazonApiGateway')?.unallocated).toMatchObject({ noUsage: 48n * DOLLAR, idle: 0n })
  expect(await run([wholeDay(2)], [])).toMatchObject({ unallocated: 24n * DOLLAR })
})

test('a tenant that is deleted keeps what it cost before', async () => {
  const [first, second] = [
    [...requests('stays', 1, 0, 24), ...requests('deleted', 1, 0, 24)],
    requests('stays', 2, 0, 24),
  ]
  const before = plain(await run(hoursOf(1), first))
  expect(before.byTenant).toEqual({ stays: 12n * DOLLAR, deleted: 12n * DOLLAR })
  expect(plain(await run(hoursOf(1), [...first, ...second]))).toEqual(before)
  const both = plain(await run([...hoursOf(1), ...hoursOf(2)], [...first, ...second]))
  expect(both.byTenant).toEqual({ stays: 36n * DOLLAR, deleted: 12n * DOLLAR })
})

test('usage belongs to the hour in which it begins and not to the one that ends with it', async () => {
  const [eight, nine] = [hoursOf(1)[8], hoursOf(1)[9]]
  const at = (subject: string, time: string) => ({ ...requests(subject, 1, 0, 1)[0], id: time, time })
  const usage = [
    at('eight', hour(1, 8)),
    at('eight', '2026-03-01T08:59:59.999999Z'),
    at('nine', '2026-03-01T10:00:00+01:00'),
    at('never', '2026-03-01T07:59:59.999999Z'),
    at('never', '2026-03-01T10:00:00Z'),
  ]
  const { byTenantService } = plain(
    await run(
      [
        { ...eight, service: 'A', driver: 'apiRequests' },
        { ...nine, service: 'B', driver: 'apiRequests' },
      ],
      usage,
    ),
  )
  expect(byTenantService).toEqual({ 'eight|A': DOLLAR, 'nine|B': DOLLAR })
})
