import { EmptyState } from '../../../shared/app/empty-state.tsx'
import { PagedTable } from '../../../shared/app/paged-table.tsx'
import { usePages } from '../../../shared/app/use-pages.ts'
import { actorText, objectText } from '../../../shared/audit/audit-texts.ts'
import { ActionCell, DifferenceCell } from '../../../shared/audit/entry-cells.tsx'
import { useSession } from '../session/session.tsx'
import { AccountFrame } from './account-frame.tsx'
import { usePeopleNames } from './use-people-names.ts'

/** What people of the tenant changed, newest first. */
export function ChangesPage() {
  const { tenant, api } = useSession()
  const nameOf = usePeopleNames()
  const pages = usePages({
    key: ['account-audit', tenant.tenantId],
    fetchPage: (page, signal) => api('listOwnAudit', { query: page }, { signal }),
    idOf: ({ id }) => id,
  })
  return (
    <AccountFrame active="Changes">
      <PagedTable
        label="Changes"
        header="Changes"
        description="What people of your tenant changed, newest first. Records are never changed or deleted."
        pages={pages}
        empty={
          <EmptyState title="No changes yet">They appear here as people are invited, changed or removed.</EmptyState>
        }
        columns={[
          { id: 'action', header: 'Action', isRowHeader: true, cell: (entry) => <ActionCell entry={entry} /> },
          {
            id: 'actor',
            header: 'By',
            cell: ({ actor }) => nameOf(actor.id) ?? actorText({ kind: 'person', id: actor.id, email: null }),
          },
          { id: 'object', header: 'Object', cell: (entry) => nameOf(entry.object.id) ?? objectText(entry) },
          {
            id: 'difference',
            header: 'Change',
            cell: (entry) => <DifferenceCell entry={{ ...entry, reason: null }} />,
          },
        ]}
      />
    </AccountFrame>
  )
}
