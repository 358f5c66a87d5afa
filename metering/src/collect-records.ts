import type { UsageLine } from '@tenantry/contracts/usage.ts'
import { isNear } from './hours.ts'
import type { Access, Report, UsageRecord } from './record.ts'
import { byTime, type Work } from './work.ts'

/** The records around an hour, each once. */
export interface Collected {
  works: Iterable<Work>
  accesses: Iterable<Access>
  reports: Iterable<Report>
}

/**
 * Takes records as they come, and keeps those near an hour, each once: what arrives twice is the same as what arrived once, and of two that differ, which only a fault can
 * bring about, the later one stays.
 */
export function recordsNear(hour: number): { take(record: UsageRecord): void; collected: Collected } {
  const works = new Map<string, Work>()
  const accesses = new Map<string, Access>()
  const reports = new Map<string, Report>()
  const intern = interning()
  return {
    take(record) {
      if (!isNear(hour, record.time)) return
      switch (record.type) {
        case 'usage': {
          const work = workOf(record, intern)
          // A queue may hand a message over twice in one batch: then one invocation worked on it twice.
          const { kind, id, functionRequestId, time, durationMs } = work
          keep(works, `${kind} ${id} ${functionRequestId} ${time} ${durationMs}`, work, byTime)
          break
        }
        case 'access': {
          const { type: _, ...access } = record
          keep(accesses, access.requestId, access, byMoment)
          break
        }
        case 'report': {
          const { type: _, ...report } = record
          // Lambda invokes again under the same id when an asynchronous invocation failed.
          keep(reports, `${report.functionRequestId} ${report.time}`, report, (a, b) => a.billedMs - b.billedMs)
          break
        }
        default:
          throw record satisfies never
      }
    },
    collected: {
      works: { [Symbol.iterator]: () => works.values() },
      accesses: { [Symbol.iterator]: () => accesses.values() },
      reports: { [Symbol.iterator]: () => reports.values() },
    },
  }
}

function keep<T>(map: Map<string, T>, key: string, value: T, order: (one: T, other: T) => number): void {
  const known = map.get(key)
  if (known === undefined || order(known, value) < 0) map.set(key, value)
}

const byMoment = (one: Access, other: Access): number =>
  one.time - other.time || one.status - other.status || one.latencyMs - other.latencyMs

function workOf(line: Omit<UsageLine, 'time'> & { time: number }, intern: (text: string) => string): Work {
  return {
    kind: line.usage,
    id: line.usageId,
    time: line.time,
    tenantId: line.tenantId === null ? null : intern(line.tenantId),
    tier: line.tier === null ? null : intern(line.tier),
    service: intern(line.service),
    operation: intern(line.operation),
    status: line.status,
    durationMs: line.durationMs,
    readUnits: line.readUnits,
    writeUnits: line.writeUnits,
    bytesIn: line.bytesIn,
    bytesOut: line.bytesOut,
    logBytes: line.logBytes,
    functionRequestId: line.functionRequestId,
    batch: line.batch ?? 1,
    traceId: line.traceId ?? null,
    correlationId: line.correlationId,
  }
}

/** Each line that is parsed has a copy of its own of every name: with a million of them that is most of the memory. */
function interning(): (text: string) => string {
  const known = new Map<string, string>()
  return (text) => {
    const same = known.get(text)
    if (same === undefined) known.set(text, text)
    return same ?? text
  }
}
