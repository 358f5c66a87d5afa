import Button from '@cloudscape-design/components/button'
import Link from '@cloudscape-design/components/link'
import type { OrderView } from '@tenantry/services/orders/service.ts'
import { useFollow } from '../../../shared/app/app-frame.tsx'
import { EmptyState } from '../../../shared/app/empty-state.tsx'
import { money } from '../../../shared/app/money.ts'
import { Page } from '../../../shared/app/page.tsx'
import { PagedTable } from '../../../shared/app/paged-table.tsx'
import { SearchBox } from '../../../shared/app/search-box.tsx'
import { useListing } from '../../../shared/app/use-listing.ts'
import { usePages } from '../../../shared/app/use-pages.ts'
import { When } from '../../../shared/app/when.tsx'
import { useSession } from '../../app/session/session.tsx'
import { useOfferedSorts } from '../../app/session/use-offered-sorts.ts'
import * as urls from '../urls.ts'

const SORTS = ['name', 'total', 'createdAt'] as const

export function OrdersPage() {
  const { tenant, api, may } = useSession()
  const follow = useFollow()
  const offered = useOfferedSorts('listOrders', SORTS)
  const listing = useListing(offered, { sort: 'createdAt', order: 'desc' })
  const { search, sort, order } = listing
  const pages = usePages<OrderView>({
    key: ['orders', tenant.tenantId, { search, sort, order }],
    fetchPage: (page, signal) =>
      offered.watch(
        sort,
        api('listOrders', { query: { sort, order, ...(search && { search }), ...page } }, { signal }),
      ),
    idOf: ({ id }) => id,
    isReady: listing.isSettled,
  })
  const add = may('placeOrder') && (
    <Button variant="primary" href={urls.newOrder()} onFollow={follow}>
      New order
    </Button>
  )
  return (
    <Page
      title="Orders"
      description="Products keep the price that they were ordered at, and are taken from stock."
      actions={add}
    >
      <PagedTable<OrderView, (typeof SORTS)[number]>
        label="Orders"
        pages={pages}
        listing={listing}
        filter={
          <SearchBox
            value={search}
            placeholder="Search order or product"
            onSearch={(text) => listing.set({ search: text })}
          />
        }
        empty={
          search ? (
            <EmptyState
              title={`Nothing matches “${search}”`}
              action={<Button onClick={() => listing.set({ search: '' })}>Clear the search</Button>}
            >
              The search covers the names of orders and of their products.
            </EmptyState>
          ) : (
            <EmptyState title="No orders yet" action={add}>
              Orders that you place appear here.
            </EmptyState>
          )
        }
        columns={[
          {
            id: 'name',
            header: 'Order',
            sortingField: 'name',
            isRowHeader: true,
            cell: ({ id, name }) => (
              <Link href={urls.order(id)} onFollow={follow}>
                {name}
              </Link>
            ),
          },
          { id: 'lines', header: 'Products', cell: ({ lines }) => summary(lines) },
          {
            id: 'total',
            header: 'Total',
            sortingField: 'total',
            cell: ({ total, currency }) => money(total, currency),
          },
          {
            id: 'createdAt',
            header: 'Placed',
            sortingField: 'createdAt',
            cell: ({ createdAt }) => <When at={createdAt} />,
          },
        ]}
      />
    </Page>
  )
}

function summary(lines: OrderView['lines']): string {
  const [first] = lines
  if (!first) return ''
  return lines.length === 1
    ? `${first.quantity} × ${first.productName}`
    : `${first.productName} and ${lines.length - 1} more`
}
