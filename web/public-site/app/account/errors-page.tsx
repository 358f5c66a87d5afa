import { durationText } from '../../../shared/app/amounts.ts'
import { Copyable } from '../../../shared/app/copyable.tsx'
import { EmptyState } from '../../../shared/app/empty-state.tsx'
import { PagedTable } from '../../../shared/app/paged-table.tsx'
import { usePages } from '../../../shared/app/use-pages.ts'
import { When } from '../../../shared/app/when.tsx'
import { Outcome, requestKey } from '../../../shared/requests/outcome.tsx'
import { useSession } from '../session/session.tsx'
import { AccountFrame } from './account-frame.tsx'

/** Requests of the tenant that failed, were throttled or were slow, with the ids that support asks for. */
export function ErrorsPage() {
  const { tenant, api } = useSession()
  const pages = usePages({
    key: ['account-requests', tenant.tenantId],
    fetchPage: (page, signal) => api('listOwnRequests', { query: page }, { signal }),
    idOf: requestKey,
  })
  return (
    <AccountFrame active="Errors">
      <PagedTable
        label="Failed and slow requests"
        header="Failed and slow requests"
        description="When you ask for support, name the request."
        pages={pages}
        empty={
          <EmptyState title="Nothing went wrong lately">
            Requests that failed, were throttled or were slow appear here within three minutes.
          </EmptyState>
        }
        columns={[
          {
            id: 'operation',
            header: 'Operation',
            isRowHeader: true,
            cell: ({ service, operation }) => `${service}: ${operation}`,
          },
          { id: 'time', header: 'When', cell: ({ time }) => <When at={time} withSeconds /> },
          { id: 'why', header: 'Outcome', minWidth: 160, cell: (request) => <Outcome request={request} /> },
          { id: 'duration', header: 'Took', cell: ({ durationMs }) => durationText(durationMs) },
          {
            id: 'request',
            header: 'Request',
            cell: ({ requestId }) => <Copyable value={requestId} label="the request's id" />,
          },
        ]}
      />
    </AccountFrame>
  )
}
