import type { Decimal } from '../decimal.ts'
import type { Metric } from '../metrics.ts'
import type { Interval } from './segments.ts'
import type { Usage } from './usage.ts'

/** What was used of a metric in an interval: by each tenant that used any, and by the platform. */
export interface Used {
  tenants: [tenant: string, amount: Decimal][]
  platform: Decimal
  total: Decimal
}

export function usedOf(usage: Usage, metric: Metric, interval: Interval): Used {
  const { tenants, exact, scale, platform, total } = usage.weights(metric, interval)
  return {
    tenants: Array.from(tenants, (place, index) => [usage.tenants[place] ?? '', { digits: exact(index), scale }]),
    platform: { digits: platform, scale },
    total: { digits: total, scale },
  }
}
