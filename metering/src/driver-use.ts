import { DRIVER_METRICS, type DriverMetric } from '@tenantry/contracts/usage.ts'
import { HOUR } from './hours.ts'
import { lastTier } from './last-tier.ts'
import type { Access } from './record.ts'
import { tracesOf } from './traces-of.ts'
import { compare } from './usage-row.ts'
import type { BilledWork } from './work.ts'

/** What a tenant used in an hour of what bills are shared by, as `npx tenantry attribute --usage` reads it. The subject is null for the platform. */
export interface DriverUse {
  id: string
  source: 'hours'
  subject: string | null
  /** Beyond what attribution reads: that of the tenant's last work in the hour. */
  tier: string | null
  /** The begin of the hour. */
  time: string
  /** Decimals; what was not used is left out. */
  usage: Partial<Record<DriverMetric, string>>
}

/**
 * The uses of an hour, by subject, from what is known of it and its margins. Works count in the hour that they are in; a request of an API counts by its access line, in the hour of that
 * line: the gateway bills it whether or not a function has told of it; a trace in the hour in which it began.
 */
export function driverUses(hour: number, near: readonly BilledWork[], accesses: Iterable<Access>): DriverUse[] {
  const works = near.filter(({ time }) => time >= hour && time < hour + HOUR)
  const traces = tracesOf(hour, near)
  const requests = new Map<string | null, number>()
  for (const { time, status, tenantId } of accesses) {
    if (time < hour || time >= hour + HOUR) continue
    // Without a token that counts nobody knows the tenant, whatever the line says.
    const subject = status === 401 ? null : tenantId
    requests.set(subject, (requests.get(subject) ?? 0) + 1)
  }
  const bySubject = Map.groupBy(works, ({ tenantId }) => tenantId)
  const subjects = new Set([...bySubject.keys(), ...requests.keys(), ...traces.keys()])
  return [...subjects]
    .map((subject) =>
      useOf(hour, {
        subject,
        works: bySubject.get(subject) ?? [],
        requests: requests.get(subject) ?? 0,
        milliTraces: traces.get(subject) ?? 0,
      }),
    )
    .filter(({ usage }) => Object.keys(usage).length > 0)
    .sort((one, other) => compare(one.id, other.id))
}

function useOf(
  hour: number,
  {
    subject,
    works,
    requests,
    milliTraces,
  }: { subject: string | null; works: readonly BilledWork[]; requests: number; milliTraces: number },
): DriverUse {
  const sum = (of: (work: BilledWork) => number) => works.reduce((total, work) => total + of(work), 0)
  const amounts = {
    ddbReadUnits: sum(({ readUnits }) => readUnits),
    ddbWriteUnits: sum(({ writeUnits }) => writeUnits),
    lambdaMbMs: sum(({ mbMs }) => mbMs),
    // A sum of whole thousandths is exact, and so is the double nearest to its thousandth as a text.
    lambdaInvocations: sum(({ milliInvocations }) => milliInvocations) / 1_000,
    apiRequests: requests,
    logBytes: sum(({ logBytes }) => logBytes),
    xrayTraces: milliTraces / 1_000,
  } satisfies Record<DriverMetric, number>
  const time = new Date(hour).toISOString()
  return {
    id: `${subject ?? 'platform'}/${time.slice(0, 13)}`,
    source: 'hours',
    subject,
    tier: lastTier(works),
    time,
    usage: Object.fromEntries(
      DRIVER_METRICS.filter((driver) => amounts[driver] > 0).map((driver) => [driver, String(amounts[driver])]),
    ),
  }
}
