import { MINUTE } from '@tenantry/metering/hours.ts'
import { latencyOf } from '@tenantry/metering/latency.ts'
import { noSums } from '@tenantry/metering/sums.ts'
import { describe, expect, it } from 'vitest'
import { needOf } from '../usage/needs-attention.ts'
import { tenantTimes } from '../usage/tenant-times.ts'
import { latestOf } from './latest.ts'
import type { TenantRow } from './usage-items.ts'

const TEN = Date.UTC(2026, 10, 29, 10)
const MINUTES = 60

const row = (tenantId: string | null, minute: number, fields: Partial<TenantRow> = {}): TenantRow => ({
  from: TEN + minute * MINUTE,
  tenantId,
  tier: 'basic',
  service: 'things',
  operation: 'listThings',
  ...noSums(),
  requests: 2,
  latency: latencyOf([10, 20]),
  ...fields,
})
/** Tenants who make two requests a minute, all well. */
const crowd = (tenants: number): TenantRow[] =>
  Array.from({ length: MINUTES }, (_, minute) => minute).flatMap((minute) =>
    Array.from({ length: tenants }, (_, n) => row(`t${n}`, minute)),
  )
const needs = (rows: TenantRow[]) =>
  [...tenantTimes(rows).values()].flatMap((time) => needOf(time) ?? []).map(({ tenantId, why }) => [tenantId, why])

describe('the latest minutes of an hour', () => {
  it('name the tenants that fail, are throttled or slow, among many', () => {
    const bad = [50, 55, 59].flatMap((minute) => [
      row('failing', minute, { errors: 1, serverErrors: 1 }),
      row('throttled', minute, { throttles: 1 }),
      row('slow', minute, { latency: latencyOf([2_000, 3_000]) }),
    ])
    const { tenants } = latestOf([...crowd(500), ...bad])
    expect(needs(tenants)).toEqual([
      ['failing', 'failing'],
      ['throttled', 'throttled'],
      ['slow', 'slow'],
    ])
  })

  it('have all tenants of a tier in one row a minute', () => {
    const { tiers } = latestOf([...crowd(300), row('rich', 59, { tier: 'gold' }), row(null, 59)])
    expect(tiers).toHaveLength(21)
    expect(tiers.find(({ tier, from }) => tier === 'basic' && from === TEN + 59 * MINUTE)).toMatchObject({
      requests: 600,
    })
  })

  it('are as small for ten times the tenants', () => {
    const [few, many] = [300, 3_000].map((tenants) => JSON.stringify(latestOf(crowd(tenants))).length) as [
      number,
      number,
    ]
    expect(many).toBeLessThan(few * 1.1)
  })

  it('leave out what serves no request, and minutes that are long over', () => {
    const authorizer = row('t1', 59, { service: 'authorizer' })
    const { tiers, tenants } = latestOf([authorizer, row('t1', 10), row('t1', 59)])
    expect([tiers, tenants].map((rows) => rows.map(({ from, requests }) => [from, requests]))).toEqual([
      [[TEN + 59 * MINUTE, 2]],
      [[TEN + 59 * MINUTE, 2]],
    ])
  })

  it('are nothing where nothing happened', () => {
    expect(latestOf([])).toEqual({ tiers: [], tenants: [] })
  })
})
