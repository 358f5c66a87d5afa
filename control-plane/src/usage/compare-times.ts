import type { IncidentsView } from '@tenantry/contracts/control-plane-api/usage-schemas.ts'
import { percentilesOf } from '@tenantry/metering/latency.ts'
import type { TenantRow } from '../usage-records/usage-items.ts'
import type { TenantTime } from './tenant-times.ts'

type Hurt = IncidentsView['hurt'][number]
type Suspect = IncidentsView['suspects'][number]

/** A share of requests that failed or were throttled from which a tenant is hurt, and how many times the usual share it must be. */
const HURT_SHARE = 0.02
const TIMES_USUAL = 2
/** Slower than so many milliseconds, and so many times as slow as usual. */
const SLOW_MS = 300
const TIMES_SLOWER = 2
/** Slow, whatever is usual; the bound where nothing is. */
const VERY_SLOW_MS = 1_000
/** Who makes so many times as many requests as usual, and has such a share of all. */
const TIMES_MORE = 2
const SUSPECT_SHARE = 0.1
const MOST_NAMED = 100
const MOST_OPERATIONS = 10

type Times = ReadonlyMap<string, TenantTime>

/** Compares an interval to the hours before; `scale` is how long it is beside them. */
export function compareTimes(now: Times, usual: Times, scale: number): Pick<IncidentsView, 'hurt' | 'suspects'> {
  const times = [...now.values()]
  const total = (of: (time: TenantTime) => number) => times.reduce((sum, time) => sum + of(time), 0)
  const [requests, billedMs] = [total((time) => time.requests), total((time) => time.billedMs)]
  const suspects = times.flatMap((time): (Suspect & { growth: number })[] => {
    const usualRequests = (usual.get(time.tenantId)?.requests ?? 0) * scale
    const shareOfRequests = requests === 0 ? 0 : time.requests / requests
    const shareOfTime = billedMs === 0 ? 0 : time.billedMs / billedMs
    const grew = time.requests >= TIMES_MORE * Math.max(1, usualRequests)
    if (!grew || Math.max(shareOfRequests, shareOfTime) < SUSPECT_SHARE) return []
    const { tenantId, tier } = time
    const growth = (time.requests - usualRequests) / requests
    return [{ tenantId, tier, requests: time.requests, usualRequests, shareOfRequests, shareOfTime, growth }]
  })
  return {
    hurt: times
      .flatMap((time) => hurtOf(time, usual.get(time.tenantId)) ?? [])
      .sort((one, other) => badness(other) - badness(one) || (one.tenantId < other.tenantId ? -1 : 1))
      .slice(0, MOST_NAMED),
    suspects: suspects
      .sort((one, other) => other.growth + other.shareOfTime - (one.growth + one.shareOfTime))
      .slice(0, MOST_NAMED)
      .map(({ growth: _, ...suspect }) => suspect),
  }
}

function hurtOf(time: TenantTime, usual: TenantTime | undefined): Hurt | null {
  const { tenantId, tier, rows, requests, errors, serverErrors, throttles, p95Ms } = time
  const hurtBy: Hurt['hurtBy'] = []
  if (isMore(serverErrors, time, usual?.serverErrors, usual)) hurtBy.push('errors')
  if (isMore(throttles, time, usual?.throttles, usual)) hurtBy.push('throttles')
  if (isSlow(p95Ms, usual?.p95Ms ?? null)) hurtBy.push('slowness')
  if (hurtBy.length === 0) return null
  const usualP95Ms = usual?.p95Ms ?? null
  const operations = operationsOf(rows)
  return { tenantId, tier, hurtBy, requests, errors, serverErrors, throttles, p95Ms, usualP95Ms, operations }
}

function isMore(count: number, time: TenantTime, before: number | undefined, usual: TenantTime | undefined): boolean {
  if (count === 0 || time.requests === 0) return false
  const share = count / time.requests
  const usualShare = usual && usual.requests > 0 ? (before ?? 0) / usual.requests : 0
  return share >= HURT_SHARE && share >= TIMES_USUAL * usualShare
}

function isSlow(p95Ms: number | null, usual: number | null): boolean {
  if (p95Ms === null) return false
  return usual === null ? p95Ms > VERY_SLOW_MS : p95Ms > SLOW_MS && p95Ms >= TIMES_SLOWER * usual
}

const badness = ({ requests, serverErrors, throttles, hurtBy }: Hurt): number =>
  (serverErrors + throttles) / requests + (hurtBy.includes('slowness') ? 0.1 : 0)

function operationsOf(rows: TenantRow[]): Hurt['operations'] {
  return [...Map.groupBy(rows, ({ service, operation }) => `${service} ${operation}`).values()]
    .flatMap((group) => {
      const [first] = group
      if (!first) return []
      const { service, operation } = first
      const errors = group.reduce((sum, row) => sum + row.errors, 0)
      return { service, operation, errors, p95Ms: percentilesOf(group.map(({ latency }) => latency)).p95Ms }
    })
    .sort((one, other) => other.errors - one.errors || (other.p95Ms ?? 0) - (one.p95Ms ?? 0))
    .slice(0, MOST_OPERATIONS)
}
