import Box from '@cloudscape-design/components/box'
import Container from '@cloudscape-design/components/container'
import Header from '@cloudscape-design/components/header'
import Link from '@cloudscape-design/components/link'
import { useQuery } from '@tanstack/react-query'
import { useFollow } from '../../shared/app/app-frame.tsx'
import { ListTable } from '../../shared/app/list-table.tsx'
import { ProblemAlert } from '../../shared/app/problem-alert.tsx'
import { requestKey } from '../../shared/requests/outcome.tsx'
import type { Interval } from '../intervals/interval.ts'
import { useSession } from '../session.tsx'
import * as urls from '../urls.ts'
import { REQUEST_COLUMNS } from './request-columns.tsx'

const SHOWN = 5
const REFRESH_MS = 30_000

/** The first of a tenant's requests that failed or were slow, each of which leads to its story. */
export function RecentRequests({ tenantId, at: { from, to } }: { tenantId: string; at: Interval }) {
  const { controlPlane } = useSession()
  const follow = useFollow()
  const query = { from, to, limit: SHOWN }
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['tenant-requests', tenantId, query],
    queryFn: ({ signal }) => controlPlane('listBadRequests', { params: { id: tenantId }, query }, { signal }),
    placeholderData: (before) => before,
    refetchInterval: REFRESH_MS,
  })
  const header = (
    <Header
      variant="h2"
      actions={
        <Link href={urls.tenantRequests(tenantId, { from, to })} onFollow={follow}>
          All of these requests
        </Link>
      }
    >
      Failed and slow requests
    </Header>
  )
  const nothing = <Box color="text-body-secondary">No request failed, was throttled or was slow in this time.</Box>
  if (error && !data) return <ProblemAlert error={error} retry={() => void refetch()} />
  if (data?.items.length === 0) return <Container header={header}>{nothing}</Container>
  return (
    <ListTable
      label="Failed and slow requests"
      header={header}
      items={data?.items ?? []}
      rowId={requestKey}
      isLoading={isPending}
      empty={nothing}
      columns={REQUEST_COLUMNS}
    />
  )
}
