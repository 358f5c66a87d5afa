import Link from '@cloudscape-design/components/link'
import { durationText } from '../../shared/app/amounts.ts'
import { useFollow } from '../../shared/app/app-frame.tsx'
import type { Column } from '../../shared/app/list-table.tsx'
import { When } from '../../shared/app/when.tsx'
import { Outcome } from '../../shared/requests/outcome.tsx'
import type { ServedRequest } from '../models.ts'
import * as urls from '../urls.ts'

/** What is shown of a request that failed or was slow; its id leads to its story. */
export const REQUEST_COLUMNS: Column<ServedRequest>[] = [
  { id: 'request', header: 'Request', isRowHeader: true, cell: (request) => <StoryLink {...request} /> },
  { id: 'time', header: 'Ended', cell: ({ time }) => <When at={time} withSeconds /> },
  {
    id: 'what',
    header: 'Operation',
    minWidth: 140,
    cell: ({ service, operation }) => (
      <span className="long-name">
        {service}: {operation}
      </span>
    ),
  },
  { id: 'why', header: 'Outcome', minWidth: 160, cell: (request) => <Outcome request={request} /> },
  { id: 'duration', header: 'Took', cell: ({ durationMs }) => durationText(durationMs) },
]

function StoryLink({ requestId, tenantId, time }: ServedRequest) {
  const follow = useFollow()
  return (
    <Link href={urls.story(requestId, { ...(tenantId !== null && { tenantId }), at: time })} onFollow={follow}>
      {requestId}
    </Link>
  )
}
