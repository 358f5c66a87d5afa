import SegmentedControl from '@cloudscape-design/components/segmented-control'
import SpaceBetween from '@cloudscape-design/components/space-between'
import TokenGroup from '@cloudscape-design/components/token-group'
import { useTenantNames } from '../tenants/use-tenant-name.ts'
import { DaysPicker } from './days-picker.tsx'
import { type Breakdown, breakdownsOf } from './scope.ts'
import type { ChosenScope } from './use-scope.ts'
import './scope-filters.css'

const LABELS: Record<Breakdown, string> = {
  tenant: 'By tenant',
  tier: 'By tier',
  service: 'By service',
  day: 'By day',
}

export interface ScopeFiltersProps {
  chosen: ChosenScope
  /** The page is about this tenant anyway. @default none */
  ownTenantId?: string
  /** What can be chosen. @default all that is open */
  breakdowns?: Breakdown[]
}

/** Above costs: of which days they are, what they are broken down by, and what they are narrowed to. */
export function ScopeFilters({ chosen, ownTenantId, breakdowns = breakdownsOf(chosen.scope) }: ScopeFiltersProps) {
  const { scope, days, by, breakDownBy, widen } = chosen
  const others = scope.tenantId === ownTenantId || scope.tenantId === undefined ? [] : [scope.tenantId]
  const names = useTenantNames(others)
  const narrowings = [
    { member: 'tenantId', tag: 'Tenant', label: others.map((id) => names.get(id)).join() },
    { member: 'tier', tag: 'Tier', label: scope.tier ?? '' },
    { member: 'service', tag: 'Service', label: scope.service ?? '' },
  ] as const
  const narrowed = narrowings.filter(({ label }) => label !== '')
  return (
    <SpaceBetween size="xs">
      <div className="scope-filters">
        <DaysPicker days={days} />
        <SegmentedControl
          label="Broken down"
          selectedId={by}
          options={breakdowns.map((id) => ({ id, text: LABELS[id] }))}
          onChange={({ detail }) => {
            const wanted = breakdowns.find((one) => one === detail.selectedId)
            if (wanted) breakDownBy(wanted)
          }}
        />
      </div>
      {narrowed.length > 0 && (
        <TokenGroup
          items={narrowed.map(({ label, tag }) => ({ label, labelTag: tag, dismissLabel: `Not only ${label}` }))}
          onDismiss={({ detail: { itemIndex } }) => {
            const token = narrowed[itemIndex]
            if (token) widen(token.member)
          }}
        />
      )}
    </SpaceBetween>
  )
}
