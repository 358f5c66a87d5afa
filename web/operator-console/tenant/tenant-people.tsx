import StatusIndicator from '@cloudscape-design/components/status-indicator'
import { EmptyState } from '../../shared/app/empty-state.tsx'
import { PagedTable } from '../../shared/app/paged-table.tsx'
import { usePages } from '../../shared/app/use-pages.ts'
import { When } from '../../shared/app/when.tsx'
import type { TenantPerson } from '../models.ts'
import { useSession } from '../session.tsx'

const STATES = {
  active: { type: 'success', label: 'Active' },
  invited: { type: 'pending', label: 'Invited' },
  disabled: { type: 'stopped', label: 'Disabled' },
} as const satisfies Record<TenantPerson['state'], unknown>

/** The people of a tenant, as the app plane told last. Operators read; a tenant's admins change. */
export function TenantPeople({ tenantId }: { tenantId: string }) {
  const { controlPlane } = useSession()
  const pages = usePages({
    key: ['people', tenantId],
    fetchPage: (page, signal) => controlPlane('listPeople', { params: { id: tenantId }, query: page }, { signal }),
    idOf: ({ id }) => id,
    limit: 10,
  })
  return (
    <PagedTable
      label="People of the tenant"
      header="People"
      pages={pages}
      empty={<EmptyState title="Nobody yet">The first admin appears when the tenant is ready.</EmptyState>}
      columns={[
        { id: 'email', header: 'E-mail', isRowHeader: true, cell: ({ email }) => email },
        { id: 'role', header: 'Role', cell: ({ role }) => (role === 'TenantAdmin' ? 'Tenant admin' : 'Tenant user') },
        {
          id: 'state',
          header: 'State',
          cell: ({ state }) => <StatusIndicator type={STATES[state].type}>{STATES[state].label}</StatusIndicator>,
        },
        { id: 'createdAt', header: 'Since', cell: ({ createdAt }) => <When at={createdAt} /> },
      ]}
    />
  )
}
