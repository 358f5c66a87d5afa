import { recordsNear } from './collect-records.ts'
import { countForTenant, type IsService } from './count-for-tenant.ts'
import { type Coverage, coverageOf } from './coverage.ts'
import { type DriverUse, driverUses } from './driver-use.ts'
import { HOUR, MINUTE } from './hours.ts'
import { joinRecords, type OperationOf } from './join-records.ts'
import { lastTier } from './last-tier.ts'
import { latencyOf } from './latency.ts'
import { type ListedRequest, pickRequests } from './pick-requests.ts'
import type { UsageRecord } from './record.ts'
import { addSums, countStatus, isNothing, noSums } from './sums.ts'
import { byOperation, mergeRows, type UsageRow } from './usage-row.ts'
import type { BilledWork } from './work.ts'

/** What a tenant used in an hour; the tenant is null for the platform. */
export interface TenantHour {
  tenantId: string | null
  /** That of its last work that says one. */
  tier: string | null
  hour: UsageRow[]
  /** By the begin of the minute, in ascending order. */
  minutes: Map<number, UsageRow[]>
  /** Requests that failed or were slow, the worst first. */
  requests: ListedRequest[]
}

/** Takes all records near an hour, in whatever order and however often, and tells then what each tenant used in it. */
export function hourMeter(hour: number, operationOf: OperationOf, isService: IsService) {
  const { take, collected } = recordsNear(hour)
  let joined: BilledWork[] | null = null
  const near = () => {
    joined ??= joinRecords(collected, operationOf)
    return joined
  }
  const works = () => near().filter(({ time }) => time >= hour && time < hour + HOUR)
  return {
    take(record: UsageRecord) {
      joined = null
      take(record)
    },
    /** How much of the hour until a moment is told of. */
    coverage: (until: number): Coverage => coverageOf(collected, hour, until),
    tenants: (): TenantHour[] => tenantHours(works(), isService),
    /** What bills are shared by. */
    uses: (): DriverUse[] => driverUses(hour, near(), collected.accesses),
  }
}

function tenantHours(works: BilledWork[], isService: IsService): TenantHour[] {
  // The list names functions as they are: it leads to their logs.
  const listed = pickRequests(works)
  return [...Map.groupBy(works.map(countForTenant(isService)), ({ tenantId }) => tenantId)]
    .map(([tenantId, own]) => {
      const minutes = minutesOf(own)
      return {
        tenantId,
        tier: lastTier(own),
        hour: mergeRows([...minutes.values()].flat()),
        minutes,
        requests: listed.get(tenantId) ?? [],
      }
    })
    .filter((tenant) => tenant.hour.length > 0)
}

function minutesOf(works: BilledWork[]): Map<number, UsageRow[]> {
  const byMinute = Map.groupBy(works, ({ time }) => Math.floor(time / MINUTE) * MINUTE)
  return new Map(
    [...byMinute]
      .toSorted(([one], [other]) => one - other)
      .map(([minute, own]) => [minute, rowsOf(own)] as const)
      .filter(([, rows]) => rows.length > 0),
  )
}

function rowsOf(works: BilledWork[]): UsageRow[] {
  const groups = Map.groupBy(works, ({ service, operation }) => `${service} ${operation}`)
  return [...groups.values()].flatMap((group) => rowOf(group) ?? []).sort(byOperation)
}

function rowOf(works: BilledWork[]): UsageRow | null {
  const [first] = works
  if (!first) return null
  const sums = noSums()
  const latencies: number[] = []
  for (const work of works) {
    const { readUnits, writeUnits, billedMs, mbMs, bytesIn, bytesOut, logBytes } = work
    addSums(sums, { readUnits, writeUnits, billedMs, mbMs, bytesIn, bytesOut, logBytes })
    if (!work.counts) continue
    addSums(sums, countStatus(work.status))
    latencies.push(work.durationMs)
  }
  if (isNothing(sums)) return null
  const { service, operation } = first
  return { service, operation, ...sums, latency: latencyOf(latencies) }
}
