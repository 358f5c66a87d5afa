import { RequestView } from '@tenantry/contracts/control-plane-api/usage-schemas.ts'
import type * as z from 'zod/mini'
import { latencyOf, percentilesOf } from './latency.ts'
import { compare } from './usage-row.ts'
import type { BilledWork } from './work.ts'

export const ListedRequest = RequestView
export type ListedRequest = z.infer<typeof ListedRequest>

/** How many are kept of a tenant and hour. */
const MOST_LISTED = 50
/** A request that takes longer is slow, whatever its operation. */
const SLOW_MS = 1_000
/** And so is one that takes so many times as long as 95 of 100 of the same operation in the hour. */
const SLOW_FACTOR = 3

/** Of each tenant, the worst of what failed or was slow: faults of ours first, then the slowest, then errors of callers, then what was throttled. */
export function pickRequests(works: readonly BilledWork[]): Map<string | null, ListedRequest[]> {
  const counted = works.filter(({ counts }) => counts)
  const isSlow = slowness(counted)
  const picked = new Map<string | null, ListedRequest[]>()
  for (const work of counted) {
    const why = reasonOf(work, isSlow)
    if (why === null) continue
    const list = picked.get(work.tenantId)
    if (list) list.push(listed(work, why))
    else picked.set(work.tenantId, [listed(work, why)])
  }
  for (const list of picked.values()) list.sort(byBadness).splice(MOST_LISTED)
  return picked
}

/** Jobs and steps of workflows may take their time. */
function slowness(works: readonly BilledWork[]): (work: BilledWork) => boolean {
  const requests = works.filter(({ kind }) => kind === 'request')
  const byOperation = Map.groupBy(requests, keyOf)
  const bounds = new Map(
    [...byOperation].map(([key, group]) => {
      const { p95Ms } = percentilesOf([latencyOf(group.map(({ durationMs }) => durationMs))])
      return [key, Math.min(SLOW_MS, SLOW_FACTOR * (p95Ms ?? SLOW_MS))] as const
    }),
  )
  return (work) => work.kind === 'request' && work.durationMs > (bounds.get(keyOf(work)) ?? SLOW_MS)
}

const keyOf = ({ service, operation }: BilledWork): string => `${service} ${operation}`

function reasonOf(work: BilledWork, isSlow: (work: BilledWork) => boolean): ListedRequest['why'] | null {
  if (work.status === 429) return 'throttled'
  if (work.status >= 400) return 'failed'
  return isSlow(work) ? 'slow' : null
}

const listed = (work: BilledWork, why: ListedRequest['why']): ListedRequest => ({
  requestId: work.id,
  tenantId: work.tenantId,
  time: new Date(work.time).toISOString(),
  service: work.service,
  operation: work.operation,
  status: work.status,
  durationMs: work.durationMs,
  why,
})

const badness = ({ why, status }: ListedRequest): number => {
  if (status >= 500) return 0
  return why === 'slow' ? 1 : why === 'failed' ? 2 : 3
}

const byBadness = (one: ListedRequest, other: ListedRequest): number =>
  badness(one) - badness(other) ||
  other.durationMs - one.durationMs ||
  compare(one.time, other.time) ||
  compare(one.requestId, other.requestId)
