import SpaceBetween from '@cloudscape-design/components/space-between'
import { CostsBreakdown } from './costs-breakdown.tsx'
import { ScopeFilters } from './scope-filters.tsx'
import { useScope } from './use-scope.ts'

/** What tenants cost: all of them, or what was narrowed to. */
export function CostsTab() {
  const chosen = useScope()
  return (
    <SpaceBetween size="l">
      <ScopeFilters chosen={chosen} />
      <CostsBreakdown scope={chosen.scope} by={chosen.by} />
    </SpaceBetween>
  )
}
