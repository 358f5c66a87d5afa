import { DAY } from '@tenantry/metering/hours.ts'
import { type Span, startOfDay } from '../cost-records/units.ts'
import type { Tenant } from '../tenants/tenant.ts'
import type { ServedDays } from './revenue-of.ts'

/** The days of a span on which a tenant has an account, from the day on which it was activated to that on which it was deleted; null without any. */
export function servedDays(tenant: Tenant, span: Span): ServedDays | null {
  const begin = beginOf(tenant)
  if (begin === null) return null
  const from = Math.max(span.from, startOfDay(Date.parse(begin)))
  const end = tenant.status === 'deleted' ? startOfDay(Date.parse(tenant.deletedAt)) + DAY : span.to
  const to = Math.min(span.to, end)
  if (from >= to) return null
  return { from, to, tierOn: (day) => tierOn(tenant, day) }
}

/** The tier that a tenant had when a day ended, or has now. */
const tierOn = ({ tier, formerTiers }: Tenant, day: number): string =>
  formerTiers.find(({ until }) => Date.parse(until) >= day + DAY)?.tier ?? tier

function beginOf(tenant: Tenant): string | null {
  switch (tenant.status) {
    case 'active':
    case 'suspended':
    case 'offboarding':
      return tenant.activatedAt
    case 'deleted':
      // Its record does not say any more when it was activated.
      return tenant.createdAt
    case 'awaiting-approval':
    case 'provisioning':
    case 'failed':
      return null
    default:
      throw tenant satisfies never
  }
}
