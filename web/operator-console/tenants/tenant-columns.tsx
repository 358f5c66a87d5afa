import type { Column } from '../../shared/app/list-table.tsx'
import type { Interval } from '../intervals/interval.ts'
import * as urls from '../urls.ts'
import { TenantLink } from './tenant-link.tsx'

interface OfTenant {
  tenantId: string
  /** Null where it is not known. */
  tier: string | null
}

/** The tenant of each row, which leads to its health at that time, and its tier. */
export const tenantColumns = (at: Interval): Column<OfTenant>[] => [
  {
    id: 'tenant',
    header: 'Tenant',
    isRowHeader: true,
    cell: ({ tenantId }) => <TenantLink tenantId={tenantId} href={urls.tenantHealth(tenantId, at)} />,
  },
  { id: 'tier', header: 'Tier', cell: ({ tier }) => tier ?? '—' },
]
