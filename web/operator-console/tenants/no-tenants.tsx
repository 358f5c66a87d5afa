import Button from '@cloudscape-design/components/button'
import { EmptyState } from '../../shared/app/empty-state.tsx'

export function NoTenants({ isNarrowed, onShowAll }: { isNarrowed: boolean; onShowAll(): void }) {
  if (!isNarrowed) {
    return <EmptyState title="No tenants yet">They appear here as they sign up, or as you register them.</EmptyState>
  }
  return (
    <EmptyState title="No tenant matches" action={<Button onClick={onShowAll}>Show all tenants</Button>}>
      Names are searched from their beginning.
    </EmptyState>
  )
}
