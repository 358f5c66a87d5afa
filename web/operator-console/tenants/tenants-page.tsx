import Button from '@cloudscape-design/components/button'
import Link from '@cloudscape-design/components/link'
import { useFollow } from '../../shared/app/app-frame.tsx'
import { Copyable } from '../../shared/app/copyable.tsx'
import { Page } from '../../shared/app/page.tsx'
import { PagedTable } from '../../shared/app/paged-table.tsx'
import { useListing } from '../../shared/app/use-listing.ts'
import { usePages } from '../../shared/app/use-pages.ts'
import { When } from '../../shared/app/when.tsx'
import { may } from '../may.ts'
import { useSession } from '../session.tsx'
import * as urls from '../urls.ts'
import { NoTenants } from './no-tenants.tsx'
import { TenantFilters } from './tenant-filters.tsx'
import { TenantStatusLabel } from './tenant-status.tsx'
import { useTenantFilter } from './use-tenant-filter.ts'

const SORTS = { sorts: ['createdAt', 'name'], isKnown: true } as const

/** All tenants, newest first or by name, filtered by state, tier or the beginning of the name. */
export function TenantsPage() {
  const { controlPlane, operator } = useSession()
  const follow = useFollow()
  const filter = useTenantFilter()
  const listing = useListing(SORTS, { sort: 'createdAt', order: 'desc' })
  const { search } = listing
  // A search always sorts by name.
  const sort = search === '' ? listing.sort : 'name'
  const query = { status: filter.status, tier: filter.tier, search: search || undefined, sort }
  const pages = usePages({
    key: ['tenants', query],
    fetchPage: (page, signal) => controlPlane('listTenants', { query: { ...query, ...page } }, { signal }),
    idOf: ({ tenantId }) => tenantId,
  })
  return (
    <Page
      title="Tenants"
      actions={
        may(operator.role, 'registerTenant') && (
          <Button variant="primary" href={urls.newTenant()} onFollow={follow}>
            Register a tenant
          </Button>
        )
      }
    >
      <PagedTable
        label="Tenants"
        pages={pages}
        listing={{ ...listing, sort, order: sort === 'name' ? 'asc' : 'desc' }}
        filter={<TenantFilters filter={filter} listing={listing} />}
        empty={<NoTenants isNarrowed={search !== '' || filter.isNarrowed} onShowAll={filter.clear} />}
        columns={[
          {
            id: 'name',
            header: 'Name',
            sortingField: 'name',
            isRowHeader: true,
            cell: ({ tenantId, name }) => (
              <Link href={urls.tenant(tenantId)} onFollow={follow}>
                {name}
              </Link>
            ),
          },
          { id: 'status', header: 'State', cell: ({ status }) => <TenantStatusLabel status={status} /> },
          { id: 'tier', header: 'Tier', cell: ({ tier }) => tier },
          {
            id: 'createdAt',
            header: 'Registered',
            sortingField: 'createdAt',
            cell: ({ createdAt }) => <When at={createdAt} />,
          },
          { id: 'id', header: 'Id', cell: ({ tenantId }) => <Copyable value={tenantId} label="the tenant's id" /> },
        ]}
      />
    </Page>
  )
}
