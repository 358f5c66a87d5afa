import Header from '@cloudscape-design/components/header'
import { COST_CAUSES } from '@tenantry/contracts/control-plane-api/cost-schemas.ts'
import { Amount } from '../../shared/app/amount.tsx'
import { EmptyState } from '../../shared/app/empty-state.tsx'
import { ListTable } from '../../shared/app/list-table.tsx'
import { AmountLink } from './amount-link.tsx'
import { CAUSE_TEXTS, type NobodysRow } from './causes.ts'
import { narrowedTo, type Scope, unallocatedDetailsOf } from './scope.ts'

/** Where unallocated costs arose; each leads on, and at the end to the lines of the bill. */
export function UnallocatedTable({ scope, by, rows }: { scope: Scope; by: 'service' | 'day'; rows: NobodysRow[] }) {
  return (
    <ListTable
      label={`Unallocated by ${by}`}
      header={<Header variant="h2">{by === 'service' ? 'By service' : 'By day'}</Header>}
      items={rows}
      rowId={({ key }) => key}
      empty={
        <EmptyState title="Nothing is unallocated">
          In these days tenants bear all of the bill, or there is none.
        </EmptyState>
      }
      columns={[
        {
          id: 'key',
          header: by === 'service' ? 'Service' : 'Day, in UTC',
          isRowHeader: true,
          cell: ({ key }) => <span className="long-name">{key}</span>,
        },
        ...COST_CAUSES.map((cause) => ({
          id: cause,
          header: CAUSE_TEXTS[cause].label,
          cell: ({ byCause }: NobodysRow) => <Amount of={byCause.get(cause) ?? 0n} />,
        })),
        {
          id: 'cost',
          header: 'Unallocated',
          cell: ({ key, cost }) => <AmountLink of={cost} href={unallocatedDetailsOf(narrowedTo(scope, by, key))} />,
        },
      ]}
    />
  )
}
