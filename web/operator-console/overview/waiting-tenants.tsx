import Box from '@cloudscape-design/components/box'
import Container from '@cloudscape-design/components/container'
import Header from '@cloudscape-design/components/header'
import Link from '@cloudscape-design/components/link'
import { useQuery } from '@tanstack/react-query'
import { useFollow } from '../../shared/app/app-frame.tsx'
import { ListTable } from '../../shared/app/list-table.tsx'
import { When } from '../../shared/app/when.tsx'
import type { TenantStatus } from '../models.ts'
import { useSession } from '../session.tsx'
import * as urls from '../urls.ts'

const SHOWN = 5
const REFRESH_MS = 10_000

/** The newest tenants of one state. */
export function WaitingTenants({ status, title, empty }: { status: TenantStatus; title: string; empty: string }) {
  const { controlPlane } = useSession()
  const follow = useFollow()
  const { data, isPending } = useQuery({
    queryKey: ['tenants', 'waiting', status],
    queryFn: ({ signal }) => controlPlane('listTenants', { query: { status, limit: SHOWN } }, { signal }),
    refetchInterval: REFRESH_MS,
  })
  const header = (
    <Header
      variant="h2"
      actions={
        data?.nextCursor ? (
          <Link href={urls.tenants({ status })} onFollow={follow}>
            See all
          </Link>
        ) : null
      }
    >
      {title}
    </Header>
  )
  const nobody = <Box color="text-body-secondary">{empty}</Box>
  if (data?.items.length === 0) return <Container header={header}>{nobody}</Container>
  return (
    <ListTable
      label={title}
      header={header}
      items={data?.items ?? []}
      rowId={({ tenantId }) => tenantId}
      isLoading={isPending}
      empty={nobody}
      columns={[
        {
          id: 'name',
          header: 'Name',
          isRowHeader: true,
          cell: ({ tenantId, name }) => (
            <Link href={urls.tenant(tenantId)} onFollow={follow}>
              {name}
            </Link>
          ),
        },
        { id: 'tier', header: 'Tier', cell: ({ tier }) => tier },
        { id: 'createdAt', header: 'Since', cell: ({ createdAt }) => <When at={createdAt} /> },
      ]}
    />
  )
}
