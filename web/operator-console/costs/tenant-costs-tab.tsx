import SpaceBetween from '@cloudscape-design/components/space-between'
import { CostsBreakdown } from './costs-breakdown.tsx'
import { ScopeFilters } from './scope-filters.tsx'
import { useScope } from './use-scope.ts'

/** What one tenant costs, by service and day. */
export function TenantCostsTab({ tenantId }: { tenantId: string }) {
  const chosen = useScope({ tenantId })
  return (
    <SpaceBetween size="l">
      <ScopeFilters chosen={chosen} ownTenantId={tenantId} />
      <CostsBreakdown scope={chosen.scope} by={chosen.by} />
    </SpaceBetween>
  )
}
