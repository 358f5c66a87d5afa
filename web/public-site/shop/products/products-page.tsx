import Button from '@cloudscape-design/components/button'
import Link from '@cloudscape-design/components/link'
import type { ProductView } from '@tenantry/services/products/service.ts'
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
import { Stock } from './stock.tsx'

const SORTS = ['name', 'price', 'createdAt'] as const

/** The products of the tenant. */
export function ProductsPage() {
  const { tenant, api, may } = useSession()
  const follow = useFollow()
  const offered = useOfferedSorts('listProducts', SORTS)
  const listing = useListing(offered, { sort: 'createdAt', order: 'desc' })
  const { search, sort, order } = listing
  const pages = usePages<ProductView>({
    key: ['products', tenant.tenantId, { search, sort, order }],
    fetchPage: (page, signal) =>
      offered.watch(
        sort,
        api('listProducts', { query: { sort, order, ...(search && { search }), ...page } }, { signal }),
      ),
    idOf: ({ id }) => id,
    isReady: listing.isSettled,
  })
  const add = may('createProduct') && (
    <Button variant="primary" href={urls.newProduct()} onFollow={follow}>
      Add a product
    </Button>
  )
  return (
    <Page title="Products" description="What you sell, with prices and stock." actions={add}>
      <PagedTable<ProductView, (typeof SORTS)[number]>
        label="Products"
        pages={pages}
        listing={listing}
        filter={
          <SearchBox
            value={search}
            placeholder="Search name, SKU or category"
            onSearch={(text) => listing.set({ search: text })}
          />
        }
        empty={
          search ? (
            <EmptyState
              title={`Nothing matches “${search}”`}
              action={<Button onClick={() => listing.set({ search: '' })}>Clear the search</Button>}
            >
              The search covers name, SKU and category.
            </EmptyState>
          ) : (
            <EmptyState title="No products yet" action={add}>
              {add ? 'Add what you sell to take orders.' : 'An admin adds what you sell.'}
            </EmptyState>
          )
        }
        columns={[
          {
            id: 'name',
            header: 'Name',
            sortingField: 'name',
            isRowHeader: true,
            cell: ({ id, name }) => (
              <Link href={urls.product(id)} onFollow={follow}>
                {name}
              </Link>
            ),
          },
          { id: 'sku', header: 'SKU', cell: ({ sku }) => sku },
          { id: 'category', header: 'Category', cell: ({ category }) => category },
          {
            id: 'price',
            header: 'Price',
            sortingField: 'price',
            cell: ({ price, currency }) => money(price, currency),
          },
          { id: 'stock', header: 'Stock', cell: ({ stock }) => <Stock count={stock} /> },
          {
            id: 'createdAt',
            header: 'Added',
            sortingField: 'createdAt',
            cell: ({ createdAt }) => <When at={createdAt} />,
          },
        ]}
      />
    </Page>
  )
}
