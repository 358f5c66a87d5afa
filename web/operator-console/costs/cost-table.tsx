import { Amount } from '../../shared/app/amount.tsx'
import { shareText } from '../../shared/app/amounts.ts'
import type { Picodollars } from '../../shared/app/dollars.ts'
import { EmptyState } from '../../shared/app/empty-state.tsx'
import type { Column } from '../../shared/app/list-table.tsx'
import { PagedTable } from '../../shared/app/paged-table.tsx'
import { TenantLink } from '../tenants/tenant-link.tsx'
import * as urls from '../urls.ts'
import { AmountLink } from './amount-link.tsx'
import { allOf, type CostRow, totalOf } from './group-costs.ts'
import { type Breakdown, detailsOf, hasUnallocated, narrowedTo, type Scope, unallocatedDetailsOf } from './scope.ts'
import { useRowPages } from './use-row-pages.ts'

const HEADERS: Record<Breakdown, string> = { tenant: 'Tenant', tier: 'Tier', service: 'Service', day: 'Day, in UTC' }

/** The costs of a scope, a row for each part; every figure leads to what it is made of. */
export function CostTable({ scope, by, rows }: { scope: Scope; by: Breakdown; rows: CostRow[] }) {
  const pages = useRowPages(rows, ({ key }) => key ?? '', JSON.stringify([scope, by]))
  const isSplit = hasUnallocated(scope) && (by === 'service' || by === 'day')
  return (
    <PagedTable
      label={`Costs by ${by}`}
      pages={pages}
      empty={
        <EmptyState title="No costs in these days">
          Costs appear when a run has attributed the bill of a day. Under Runs you see which days are done.
        </EmptyState>
      }
      columns={[
        {
          id: 'key',
          header: HEADERS[by],
          isRowHeader: true,
          minWidth: 160,
          cell: ({ key }) => <RowName scope={scope} by={by} name={key} />,
        },
        ...(isSplit ? splitColumns(scope, by) : [costColumn(scope, by)]),
        { id: 'share', header: 'Share', cell: (row) => sharedText(allOf(row), totalOf(rows)) },
      ]}
    />
  )
}

function RowName({ scope, by, name }: { scope: Scope; by: Breakdown; name: string | null }) {
  if (name === null) return 'Unallocated'
  if (by === 'tenant') return <TenantLink tenantId={name} href={urls.tenantCosts(name, scope)} />
  return <span className="long-name">{name}</span>
}

const costColumn = (scope: Scope, by: Breakdown): Column<CostRow> => ({
  id: 'cost',
  header: 'Cost',
  cell: (row) => (
    <AmountLink
      of={allOf(row)}
      href={row.key === null ? unallocatedDetailsOf(scope) : detailsOf(narrowedTo(scope, by, row.key))}
    />
  ),
})

/** What tenants bear, and what nobody does. */
const splitColumns = (scope: Scope, by: Breakdown): Column<CostRow>[] => [
  {
    id: 'tenants',
    header: 'Tenants',
    cell: ({ key, tenants }) => <AmountLink of={tenants} href={detailsOf(narrowedTo(scope, by, key ?? ''))} />,
  },
  {
    id: 'unallocated',
    header: 'Unallocated',
    cell: ({ key, unallocated }) => (
      <AmountLink of={unallocated} href={unallocatedDetailsOf(narrowedTo(scope, by, key ?? ''))} />
    ),
  },
  { id: 'bill', header: 'Bill', cell: (row) => <Amount of={allOf(row)} /> },
]

/** A share to read, from exact amounts. */
const sharedText = (part: Picodollars, all: Picodollars): string => shareText(Number(part), Number(all))
