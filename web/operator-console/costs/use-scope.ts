import { useSearchParams } from 'react-router'
import { withParams } from '../../shared/app/with-params.ts'
import { type Breakdown, breakdownsOf, type Scope } from './scope.ts'
import { type ChosenDays, useDays } from './use-days.ts'

export interface ChosenScope {
  scope: Scope
  days: ChosenDays
  by: Breakdown
  breakDownBy(by: Breakdown): void
  /** Looks at all of them again. */
  widen(member: 'tenantId' | 'tier' | 'service'): void
}

/** Which costs a page is about, and what they are broken down by. It stands in the address. `own` is what the page is about anyway. */
export function useScope(own: { tenantId?: string } = {}): ChosenScope {
  const [params, setParams] = useSearchParams()
  const days = useDays()
  const named = (name: string) => params.get(name) || undefined
  const scope: Scope = {
    from: days.from,
    to: days.to,
    tenantId: own.tenantId ?? named('tenantId'),
    tier: named('tier'),
    service: named('service'),
  }
  const offered = breakdownsOf(scope)
  return {
    scope,
    days,
    by: offered.find((one) => one === params.get('by')) ?? offered[0] ?? 'day',
    breakDownBy: (by) => setParams((before) => withParams(before, { by })),
    widen: (member) => setParams((before) => withParams(before, { [member]: null })),
  }
}
