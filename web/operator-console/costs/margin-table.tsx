import StatusIndicator from '@cloudscape-design/components/status-indicator'
import { Amount } from '../../shared/app/amount.tsx'
import { EmptyState } from '../../shared/app/empty-state.tsx'
import { PagedTable } from '../../shared/app/paged-table.tsx'
import { TenantLink } from '../tenants/tenant-link.tsx'
import * as urls from '../urls.ts'
import { AmountLink } from './amount-link.tsx'
import { intervalOfMonth } from './days.ts'
import { InvoicePreview } from './invoice-preview.tsx'
import type { Margin } from './margins.ts'
import { useRowPages } from './use-row-pages.ts'

/** Each tenant's margin; those that lose money stand first. */
export function MarginTable({ margins, month }: { margins: Margin[]; month: string }) {
  const pages = useRowPages(margins, ({ tenantId }) => tenantId, month)
  const days = intervalOfMonth(month)
  return (
    <PagedTable
      label="Margins"
      header="By tenant"
      description="Revenue − what it used − its share of what is unallocated. Revenue is the price of its tier, day by day."
      pages={pages}
      empty={
        <EmptyState title="No tenant in this month">
          A margin appears with the first day that a run has attributed.
        </EmptyState>
      }
      columns={[
        {
          id: 'tenant',
          header: 'Tenant',
          isRowHeader: true,
          minWidth: 160,
          cell: ({ tenantId }) => <TenantLink tenantId={tenantId} href={urls.tenantCosts(tenantId, days)} />,
        },
        { id: 'tier', header: 'Tier', cell: ({ tier }) => tier ?? '—' },
        { id: 'revenue', header: 'Revenue', cell: (margin) => <InvoicePreview of={margin} /> },
        {
          id: 'direct',
          header: 'Used',
          cell: ({ tenantId, direct }) => (
            <AmountLink of={direct} href={urls.costs({ ...days, tenantId }, 'service')} />
          ),
        },
        {
          id: 'shared',
          header: 'Shared',
          cell: ({ shared }) => <AmountLink of={shared} href={urls.unallocatedCosts(days)} />,
        },
        {
          id: 'margin',
          header: 'Margin',
          cell: ({ margin }) =>
            margin < 0n ? (
              <StatusIndicator type="warning">
                <Amount of={margin} />
              </StatusIndicator>
            ) : (
              <Amount of={margin} />
            ),
        },
      ]}
    />
  )
}
