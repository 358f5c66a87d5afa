import Header from '@cloudscape-design/components/header'
import { amountText, countText, shareText } from '../../shared/app/amounts.ts'
import { EmptyState } from '../../shared/app/empty-state.tsx'
import { ListTable } from '../../shared/app/list-table.tsx'
import type { Interval } from '../intervals/interval.ts'
import type { Incidents } from '../models.ts'
import { tenantColumns } from '../tenants/tenant-columns.tsx'

/** The tenants whose use rose so that others may have been hurt by it. */
export function Suspects({ suspects, at }: { suspects: Incidents['suspects']; at: Interval }) {
  return (
    <ListTable
      label="Who may have caused it"
      header={
        <Header
          variant="h2"
          counter={`(${countText(suspects.length)})`}
          description="Tenants whose use rose well above what is usual for them."
        >
          Who may have caused it
        </Header>
      }
      items={suspects}
      rowId={({ tenantId }) => tenantId}
      empty={
        <EmptyState title="No tenant stands out">
          The use of no tenant rose. The cause may be a release, or a service of AWS.
        </EmptyState>
      }
      columns={[
        ...tenantColumns(at),
        { id: 'requests', header: 'Requests', cell: ({ requests }) => countText(requests) },
        { id: 'usual', header: 'Usually', cell: ({ usualRequests }) => amountText(usualRequests) },
        { id: 'ofRequests', header: 'Of all requests', cell: ({ shareOfRequests }) => shareText(shareOfRequests, 1) },
        { id: 'ofTime', header: 'Of all billed time', cell: ({ shareOfTime }) => shareText(shareOfTime, 1) },
      ]}
    />
  )
}
