import Alert from '@cloudscape-design/components/alert'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { countText } from '../../shared/app/amounts.ts'
import { PageSkeleton } from '../../shared/app/page-skeleton.tsx'
import { ProblemAlert } from '../../shared/app/problem-alert.tsx'
import { CostChart } from './cost-chart.tsx'
import { CostTable } from './cost-table.tsx'
import { CostTotals } from './cost-totals.tsx'
import { intervalFor } from './days.ts'
import { costsBy } from './group-costs.ts'
import { MOST_FIGURES } from './read-costs.ts'
import { type Breakdown, hasUnallocated, type Scope } from './scope.ts'
import { useCosts, useUnallocated } from './use-costs.ts'

/** The costs of a scope: what they add up to, how they went, and what they are made of. */
export function CostsBreakdown({ scope, by }: { scope: Scope; by: Breakdown }) {
  const interval = by === 'day' ? 'day' : intervalFor(scope)
  const costs = useCosts(scope, interval)
  const unallocated = useUnallocated(scope, interval, hasUnallocated(scope))
  const error = (costs.data ? null : costs.error) ?? (unallocated.data ? null : unallocated.error)
  if (error) {
    const retry = () => void Promise.all([costs.refetch(), hasUnallocated(scope) && unallocated.refetch()])
    return <ProblemAlert error={error} retry={retry} />
  }
  if (!costs.data || unallocated.isLoading) return <PageSkeleton />
  if (!costs.data.isWhole) {
    return (
      <Alert type="warning" header="Too much to add up on a page">
        There are more than {countText(MOST_FIGURES)} figures. Choose fewer days, or narrow the costs to a tier or a
        service. The FOCUS export has all of them.
      </Alert>
    )
  }
  const rows = costsBy(by, costs.data.items, unallocated.data ?? [])
  return (
    <SpaceBetween size="l">
      <CostTotals scope={scope} rows={rows} runVersion={costs.data.runVersion} />
      <CostChart scope={scope} by={by} />
      <CostTable scope={scope} by={by} rows={rows} />
    </SpaceBetween>
  )
}
