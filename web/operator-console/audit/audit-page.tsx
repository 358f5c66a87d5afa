import Button from '@cloudscape-design/components/button'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { EmptyState } from '../../shared/app/empty-state.tsx'
import { Page } from '../../shared/app/page.tsx'
import { PagedTable } from '../../shared/app/paged-table.tsx'
import { usePages } from '../../shared/app/use-pages.ts'
import { ActionCell, DifferenceCell } from '../../shared/audit/entry-cells.tsx'
import { useSession } from '../session.tsx'
import { ActorCell, ObjectCell } from './audit-cells.tsx'
import { queryOf } from './audit-filter.ts'
import { AuditFilters } from './audit-filters.tsx'
import { ExportButton } from './export-button.tsx'
import { useAuditFilter } from './use-audit-filter.ts'

/** What anybody changed, newest first: who, what, from where, and what came of it. */
export function AuditPage() {
  const { controlPlane } = useSession()
  const narrowing = useAuditFilter()
  const query = queryOf(narrowing.filter)
  const pages = usePages({
    key: ['audit', query],
    fetchPage: (page, signal) => controlPlane('listAudit', { query: { ...query, ...page } }, { signal }),
    idOf: ({ id }) => id,
  })
  return (
    <Page
      title="Audit"
      description="Every change by anybody, newest first. Records are never changed or deleted."
      actions={
        <SpaceBetween direction="horizontal" size="xs">
          <Button iconName="refresh" ariaLabel="Refresh" onClick={pages.refetch} />
          <ExportButton query={query} />
        </SpaceBetween>
      }
    >
      <AuditFilters narrowing={narrowing} />
      <PagedTable
        label="Audit"
        pages={pages}
        empty={
          narrowing.isNarrowed ? (
            <EmptyState title="No change matches" action={<Button onClick={narrowing.clear}>Show all changes</Button>}>
              Ids, actions and objects are compared exactly.
            </EmptyState>
          ) : (
            <EmptyState title="No changes yet">They appear here as people make them.</EmptyState>
          )
        }
        columns={[
          { id: 'action', header: 'Action', isRowHeader: true, cell: (entry) => <ActionCell entry={entry} /> },
          { id: 'actor', header: 'By', cell: (entry) => <ActorCell entry={entry} /> },
          { id: 'object', header: 'Object', cell: (entry) => <ObjectCell entry={entry} /> },
          { id: 'difference', header: 'Change', cell: (entry) => <DifferenceCell entry={entry} /> },
        ]}
      />
    </Page>
  )
}
