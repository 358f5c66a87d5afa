import type { Collected } from './collect-records.ts'
import { MARGIN } from './hours.ts'
import type { Access, Report } from './record.ts'
import { splitBilled } from './split-billed.ts'
import { type BilledWork, byTime, type Work } from './work.ts'

/** Which service's operation a request of the gateway was for. */
export type OperationOf = (request: Pick<Access, 'method' | 'route' | 'tenantId'>) => {
  service: string
  operation: string
}

/** What Lambda billed for invocations of which neither function nor gateway said anything. */
const UNKNOWN = { service: 'functions', operation: 'unknown' }

/** Joins what functions, the gateway and Lambda say of the same work. */
export function joinRecords({ works, accesses, reports }: Collected, operationOf: OperationOf): BilledWork[] {
  const all = [...works]
  const workOf = worksByRequest(all)
  /** Of lines of the gateway. */
  const gatewayBytes = new Map<Work, number>()
  for (const access of accesses) {
    const work = workOf(access)
    if (work) gatewayBytes.set(work, (gatewayBytes.get(work) ?? 0) + access.logBytes)
    else all.push(refused(access, operationOf(access)))
  }
  const lasts = lastAttempts(all)
  const billed = billing(reports)
  const joined: BilledWork[] = []
  for (const [functionRequestId, group] of byInvocation(all)) {
    const { shares, lost } =
      functionRequestId === null ? NO_REPORT : billed.take(functionRequestId, group, isWhole(group))
    if (lost) joined.push(lost)
    group.forEach((work, n) => {
      const { logBytes: platformBytes, ...billed } = shares[n] ?? NOTHING_BILLED
      const logBytes = work.logBytes + (gatewayBytes.get(work) ?? 0) + platformBytes
      joined.push({ ...work, ...billed, logBytes, counts: lasts.has(work) })
    })
  }
  for (const report of billed.left()) joined.push(unknown(report))
  return joined
}

/** The work that a function has told of for a request, if it has. The gateway does not know the invocation of one that timed out. */
function worksByRequest(works: readonly Work[]): (access: Access) => Work | undefined {
  const [byId, byInvocation] = [new Map<string, Work>(), new Map<string, Work>()]
  const first = (map: Map<string, Work>, key: string, work: Work) => {
    const known = map.get(key)
    if (!known || byTime(work, known) < 0) map.set(key, work)
  }
  for (const work of works) {
    if (work.kind !== 'request') continue
    first(byId, work.id, work)
    if (work.functionRequestId !== null) first(byInvocation, work.functionRequestId, work)
  }
  return ({ requestId, functionRequestId }) => byId.get(requestId) ?? byInvocation.get(functionRequestId ?? '')
}

const refused = (access: Access, { service, operation }: { service: string; operation: string }): Work => ({
  kind: 'request',
  id: access.requestId,
  time: access.time,
  // Without a token that counts nobody knows the tenant, whatever the line says.
  tenantId: access.status === 401 ? null : access.tenantId,
  tier: access.status === 401 ? null : access.tier,
  service,
  operation,
  status: access.status,
  durationMs: access.latencyMs,
  readUnits: 0,
  writeUnits: 0,
  bytesIn: 0,
  bytesOut: access.bytesOut,
  logBytes: access.logBytes,
  functionRequestId: access.functionRequestId,
  batch: 1,
  traceId: null,
  correlationId: access.requestId,
})

/** Whether there is a line for each message that the invocation was given. */
const isWhole = (works: readonly Work[]): boolean => works.length >= Math.max(...works.map(({ batch }) => batch))

/**
 * The attempts after which none follows within the margin: those count as requests. A later one is another request, since whoever computes an hour
 * does not see it.
 */
function lastAttempts(works: readonly Work[]): Set<Work> {
  const attempts = new Map<string, Work[]>()
  for (const work of works) {
    const key = `${work.kind} ${work.id}`
    const group = attempts.get(key)
    if (group) group.push(work)
    else attempts.set(key, [work])
  }
  const lasts = new Set<Work>()
  for (const group of attempts.values()) {
    group.sort(byTime)
    group.forEach((work, n) => {
      const next = group[n + 1]
      if (!next || next.time - work.time >= MARGIN) lasts.add(work)
    })
  }
  return lasts
}

/** In a fixed order, by which equal remainders of what is billed are given away. */
function byInvocation(works: readonly Work[]): Map<string | null, Work[]> {
  const groups = new Map<string | null, Work[]>()
  for (const work of works) {
    const group = groups.get(work.functionRequestId)
    if (group) group.push(work)
    else groups.set(work.functionRequestId, [work])
  }
  for (const [id, group] of groups) if (id !== null) group.sort(byTime)
  return groups
}

type Billed = Pick<BilledWork, 'billedMs' | 'mbMs' | 'milliInvocations' | 'logBytes'>
const NOTHING_BILLED: Billed = { billedMs: 0, mbMs: 0, milliInvocations: 0, logBytes: 0 }
/** What Lambda bills for each invocation besides its time. */
const ONE_INVOCATION = 1_000

interface Taken {
  shares: Billed[]
  /** What nobody has told of: the time beside the works that are known, where some are not. */
  lost: BilledWork | null
}
const NO_REPORT: Taken = { shares: [], lost: null }

interface Billing {
  /** What Lambda billed and logged for an invocation, shared by the duration of its works. No work bears the time of one whose line is lost. */
  take(functionRequestId: string, works: readonly Work[], isWhole: boolean): Taken
  /** Reports that nobody took. */
  left(): Iterable<Report>
}

function billing(reports: Iterable<Report>): Billing {
  const byId = new Map<string, Report[]>()
  for (const report of reports) {
    const group = byId.get(report.functionRequestId)
    if (group) group.push(report)
    else byId.set(report.functionRequestId, [report])
  }
  return {
    take(functionRequestId, works, isWhole) {
      const own = byId.get(functionRequestId) ?? []
      byId.delete(functionRequestId)
      const told = works.map(({ durationMs }) => durationMs)
      const totals = (isWhole ? works : [...works, null]).map(() => ({ ...NOTHING_BILLED }))
      for (const { billedMs, memoryMb, logBytes } of own) {
        const rest = billedMs - told.reduce((sum, duration) => sum + duration, 0)
        const durations = isWhole ? told : [...told, Math.max(0, rest)]
        const [shares, lines] = [splitBilled(billedMs, durations), splitBilled(logBytes, durations)]
        const invocations = splitBilled(ONE_INVOCATION, durations)
        totals.forEach((total, n) => {
          total.logBytes += lines[n] ?? 0
          total.billedMs += shares[n] ?? 0
          total.mbMs += (shares[n] ?? 0) * memoryMb
          total.milliInvocations += invocations[n] ?? 0
        })
      }
      const [report, rest] = [own[0], totals[works.length]]
      return { shares: totals.slice(0, works.length), lost: report && rest ? { ...unknown(report), ...rest } : null }
    },
    left: () => [...byId.values()].flat(),
  }
}

const unknown = ({ time, functionRequestId, billedMs, memoryMb, logBytes }: Report): BilledWork => ({
  kind: 'job',
  id: functionRequestId,
  time,
  tenantId: null,
  tier: null,
  ...UNKNOWN,
  status: 500,
  durationMs: 0,
  readUnits: 0,
  writeUnits: 0,
  bytesIn: 0,
  bytesOut: 0,
  logBytes,
  functionRequestId,
  batch: 1,
  traceId: null,
  correlationId: null,
  billedMs,
  mbMs: billedMs * memoryMb,
  milliInvocations: ONE_INVOCATION,
  counts: false,
})
