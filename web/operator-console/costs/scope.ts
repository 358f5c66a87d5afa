import type { Interval } from '../intervals/interval.ts'
import * as urls from '../urls.ts'
import { countDays, intervalOfDay } from './days.ts'

/** What costs are broken down by. */
export const BREAKDOWNS = ['tenant', 'tier', 'service', 'day'] as const
export type Breakdown = (typeof BREAKDOWNS)[number]

/** Which costs are looked at: of some days, and of one tenant, tier or service where it is named. */
export interface Scope extends Interval {
  tenantId?: string | undefined
  tier?: string | undefined
  service?: string | undefined
}

const MEMBERS = { tenant: 'tenantId', tier: 'tier', service: 'service' } as const

/** What costs can be broken down by that are not down to one of it yet. */
export const breakdownsOf = ({ tenantId, tier, service }: Scope): Breakdown[] => {
  const closed = new Set<Breakdown>()
  if (tenantId !== undefined) closed.add('tenant').add('tier')
  if (tier !== undefined) closed.add('tier')
  if (service !== undefined) closed.add('service')
  return BREAKDOWNS.filter((by) => !closed.has(by))
}

/** Whether what nobody bears is a part of it: that has no tenant and no tier. */
export const hasUnallocated = ({ tenantId, tier }: Scope): boolean => tenantId === undefined && tier === undefined

/** The same costs, narrowed to a row of a breakdown. */
export const narrowedTo = (scope: Scope, by: Breakdown, key: string): Scope =>
  by === 'day' ? { ...scope, ...intervalOfDay(key) } : { ...scope, [MEMBERS[by]]: key }

/** Where a figure leads: to what it is made of, and at the end to the lines of the bill. */
export function detailsOf(scope: Scope): string {
  const { from, tenantId, service } = scope
  if (tenantId === undefined) return urls.costs(scope, 'tenant')
  if (service === undefined) return urls.costs(scope, 'service')
  if (countDays(scope) > 1) return urls.costs(scope, 'day')
  return urls.costLines({ day: from.slice(0, 10), service, tenantId })
}

/** Where a figure of what nobody bears leads. */
export const unallocatedDetailsOf = ({ from, to, service }: Scope): string =>
  service !== undefined && countDays({ from, to }) === 1
    ? urls.costLines({ day: from.slice(0, 10), service })
    : urls.unallocatedCosts({ from, to, service })
