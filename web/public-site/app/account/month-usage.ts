import type { UsageView } from '@tenantry/contracts/control-plane-api/usage-schemas.ts'

const DAY_MS = 24 * 3600 * 1000

export interface Month {
  /** The first moment of the month in UTC, as quotas have it, and that of tomorrow. */
  from: string
  to: string
  /** The days from the first one to today, as YYYY-MM-DD. */
  days: string[]
}

export function monthOf(now: Date): Month {
  const from = Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), 1)
  const count = now.getUTCDate()
  const moment = (day: number) => new Date(from + day * DAY_MS).toISOString()
  return {
    from: moment(0),
    to: moment(count),
    days: Array.from({ length: count }, (_, day) => moment(day).slice(0, 10)),
  }
}

export interface ServiceUsage {
  service: string
  requests: number
  errors: number
  throttles: number
  /** Requests of each day, in the order of the days. */
  byDay: number[]
}

/** The usage of each service, the busiest first. */
export function usageByService(usage: readonly UsageView[], days: readonly string[]): ServiceUsage[] {
  const services = [...Map.groupBy(usage, ({ service }) => service)].map(([service, rows]) => {
    const sum = (member: 'requests' | 'errors' | 'throttles', of = rows) =>
      of.reduce((total, row) => total + row[member], 0)
    return {
      service,
      requests: sum('requests'),
      errors: sum('errors'),
      throttles: sum('throttles'),
      byDay: days.map((day) =>
        sum(
          'requests',
          rows.filter(({ from }) => from.startsWith(day)),
        ),
      ),
    }
  })
  return services.sort((a, b) => b.requests - a.requests || a.service.localeCompare(b.service))
}
