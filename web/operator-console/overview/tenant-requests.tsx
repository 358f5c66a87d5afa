import Link from '@cloudscape-design/components/link'
import { useFollow } from '../../shared/app/app-frame.tsx'
import { PagedTable } from '../../shared/app/paged-table.tsx'
import { usePages } from '../../shared/app/use-pages.ts'
import { When } from '../../shared/app/when.tsx'
import type { TenantRequest } from '../models.ts'
import { useSession } from '../session.tsx'
import * as urls from '../urls.ts'

const SHOWN = 5
const REFRESH_MS = 10_000

/** What tenants ask for; nothing stands here when none asks. */
export function TenantRequests() {
  const { controlPlane } = useSession()
  const follow = useFollow()
  const pages = usePages({
    key: ['requests'],
    fetchPage: (page, signal) => controlPlane('listRequests', { query: page }, { signal }),
    idOf: ({ tenantId }) => tenantId,
    limit: SHOWN,
    refreshMs: REFRESH_MS,
  })
  if (!pages.error && pages.items.length === 0) return null
  return (
    <PagedTable
      label="Requests of tenants"
      header="Requests of tenants"
      pages={pages}
      empty="No tenant asks for anything."
      columns={[
        {
          id: 'tenant',
          header: 'Tenant',
          isRowHeader: true,
          cell: ({ tenantId, tenantName }) => (
            <Link href={urls.tenant(tenantId)} onFollow={follow}>
              {tenantName}
            </Link>
          ),
        },
        { id: 'what', header: 'Asks', cell: whatOf },
        { id: 'by', header: 'By', cell: ({ askedBy }) => askedBy ?? 'a former admin' },
        { id: 'askedAt', header: 'Since', cell: ({ askedAt }) => <When at={askedAt} /> },
      ]}
    />
  )
}

const whatOf = ({ kind, tier, tenantTier }: TenantRequest): string =>
  kind === 'tier' ? `for ${tier} in place of ${tenantTier}` : 'to leave'
