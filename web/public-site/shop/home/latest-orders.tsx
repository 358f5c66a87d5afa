import Header from '@cloudscape-design/components/header'
import Link from '@cloudscape-design/components/link'
import { useQuery } from '@tanstack/react-query'
import type { OrderView } from '@tenantry/services/orders/service.ts'
import { useFollow } from '../../../shared/app/app-frame.tsx'
import { EmptyState } from '../../../shared/app/empty-state.tsx'
import { ListTable } from '../../../shared/app/list-table.tsx'
import { money } from '../../../shared/app/money.ts'
import { ProblemAlert } from '../../../shared/app/problem-alert.tsx'
import { When } from '../../../shared/app/when.tsx'
import { useSession } from '../../app/session/session.tsx'
import * as urls from '../urls.ts'

export function LatestOrders() {
  const { tenant, api } = useSession()
  const follow = useFollow()
  const { data, isPending, error, refetch } = useQuery({
    queryKey: ['orders', tenant.tenantId, 'latest'],
    queryFn: ({ signal }) => api('listOrders', { query: { sort: 'createdAt', order: 'desc', limit: 5 } }, { signal }),
  })
  if (error && !data) return <ProblemAlert error={error} retry={() => void refetch()} />
  return (
    <ListTable<OrderView>
      label="Latest orders"
      header={
        <Header
          variant="h2"
          actions={
            <Link href={urls.orders()} onFollow={follow}>
              All orders
            </Link>
          }
        >
          Latest orders
        </Header>
      }
      isLoading={isPending}
      items={data?.items ?? []}
      rowId={({ id }) => id}
      empty={<EmptyState title="No orders yet">Orders that you place appear here.</EmptyState>}
      columns={[
        {
          id: 'name',
          header: 'Order',
          isRowHeader: true,
          cell: ({ id, name }) => (
            <Link href={urls.order(id)} onFollow={follow}>
              {name}
            </Link>
          ),
        },
        { id: 'total', header: 'Total', cell: ({ total, currency }) => money(total, currency) },
        { id: 'createdAt', header: 'Placed', cell: ({ createdAt }) => <When at={createdAt} /> },
      ]}
    />
  )
}
