import SpaceBetween from '@cloudscape-design/components/space-between'
import { useSearchParams } from 'react-router'
import { PageSkeleton } from '../../shared/app/page-skeleton.tsx'
import { ProblemAlert } from '../../shared/app/problem-alert.tsx'
import { unallocatedBy } from './causes.ts'
import { CausesTable } from './causes-table.tsx'
import { intervalFor } from './days.ts'
import type { Scope } from './scope.ts'
import { ScopeFilters } from './scope-filters.tsx'
import { UnallocatedTable } from './unallocated-table.tsx'
import { useUnallocated } from './use-costs.ts'
import { useScope } from './use-scope.ts'

/** What nobody bears, and why. */
export function UnallocatedTab() {
  const chosen = useScope()
  const [params] = useSearchParams()
  const { from, to, service } = chosen.scope
  const scope: Scope = { from, to, service }
  const by = service !== undefined || params.get('by') === 'day' ? 'day' : 'service'
  const { data, error, refetch } = useUnallocated(scope, by === 'day' ? 'day' : intervalFor(scope))
  return (
    <SpaceBetween size="l">
      <ScopeFilters
        chosen={{ ...chosen, scope, by }}
        breakdowns={service === undefined ? ['service', 'day'] : ['day']}
      />
      {data ? (
        <SpaceBetween size="l">
          <CausesTable costs={data} />
          <UnallocatedTable scope={scope} by={by} rows={unallocatedBy(by, data)} />
        </SpaceBetween>
      ) : error ? (
        <ProblemAlert error={error} retry={() => void refetch()} />
      ) : (
        <PageSkeleton />
      )}
    </SpaceBetween>
  )
}
