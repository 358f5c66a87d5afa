import Box from '@cloudscape-design/components/box'
import { Amount } from '../../shared/app/amount.tsx'
import type { Picodollars } from '../../shared/app/dollars.ts'
import { EmptyState } from '../../shared/app/empty-state.tsx'
import { PagedTable } from '../../shared/app/paged-table.tsx'
import { TenantLink } from '../tenants/tenant-link.tsx'
import * as urls from '../urls.ts'
import { AmountLink } from './amount-link.tsx'
import { lastDays } from './days.ts'
import { detailsOf, unallocatedDetailsOf } from './scope.ts'
import { useRowPages } from './use-row-pages.ts'
import { type Change, whyChanged } from './why-changed.ts'

export interface ChangeRow extends Change {
  /** Null: unallocated. */
  tenantId: string | null
  service: string
  change: Picodollars
}

/** The days that changes are told of: two weeks, of which the second is compared with the first. */
const DAYS = 14

/** How costs changed, and by what; each leads to the days of both weeks. */
export function ChangesTable({ rows }: { rows: ChangeRow[] }) {
  const pages = useRowPages(rows, ({ tenantId, service }) => `${tenantId} ${service}`, 'changes')
  const days = lastDays(DAYS, new Date())
  return (
    <PagedTable
      label="Changes"
      header="The last seven days against the seven before"
      description="By use: more or less of the driver was metered. By price: a unit of it cost more or less."
      pages={pages}
      empty={
        <EmptyState title="Nothing to compare yet">Changes appear when days of both weeks are attributed.</EmptyState>
      }
      columns={[
        {
          id: 'tenant',
          header: 'Tenant',
          isRowHeader: true,
          minWidth: 180,
          cell: ({ tenantId, service }) => (
            <div className="long-name">
              {tenantId === null ? (
                'Unallocated'
              ) : (
                <TenantLink tenantId={tenantId} href={urls.tenantCosts(tenantId, days)} />
              )}
              <Box color="text-body-secondary" fontWeight="normal">
                {service}
              </Box>
            </div>
          ),
        },
        { id: 'before', header: 'Week before', cell: ({ before }) => <Amount of={before} /> },
        { id: 'after', header: 'Last week', cell: ({ after }) => <Amount of={after} /> },
        {
          id: 'change',
          header: 'Change',
          cell: ({ tenantId, service, change }) => (
            <AmountLink
              of={change}
              href={
                tenantId === null
                  ? unallocatedDetailsOf({ ...days, service })
                  : detailsOf({ ...days, tenantId, service })
              }
            />
          ),
        },
        { id: 'why', header: 'Why', minWidth: 130, cell: (row) => whyChanged(row) },
        { id: 'byUse', header: 'By use', cell: ({ byUse }) => <Amount of={byUse} /> },
        { id: 'byPrice', header: 'By price', cell: ({ byPrice }) => <Amount of={byPrice} /> },
      ]}
    />
  )
}
