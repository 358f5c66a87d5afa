import Box from '@cloudscape-design/components/box'
import StatusIndicator, { type StatusIndicatorProps } from '@cloudscape-design/components/status-indicator'
import type { CostRunView } from '@tenantry/contracts/control-plane-api/cost-schemas.ts'
import { Amount } from '../../shared/app/amount.tsx'
import { parseDollars } from '../../shared/app/dollars.ts'
import { EmptyState } from '../../shared/app/empty-state.tsx'
import { PagedTable } from '../../shared/app/paged-table.tsx'
import { usePages } from '../../shared/app/use-pages.ts'
import { When } from '../../shared/app/when.tsx'
import { useSession } from '../session.tsx'
import * as urls from '../urls.ts'
import { AmountLink } from './amount-link.tsx'
import { intervalOfDay } from './days.ts'

const REFRESH_MS = 30_000
const STATUS: Record<CostRunView['status'], { type: StatusIndicatorProps.Type; text: string }> = {
  running: { type: 'in-progress', text: 'Running' },
  done: { type: 'success', text: 'Done' },
  failed: { type: 'error', text: 'Failed' },
}

/** The runs of the attribution, and which days are closed. */
export function RunsTab() {
  const { controlPlane } = useSession()
  const pages = usePages({
    key: ['cost-runs'],
    fetchPage: (page, signal) => controlPlane('listCostRuns', { query: page }, { signal }),
    idOf: ({ day, runVersion }) => `${day} ${runVersion}`,
    refreshMs: REFRESH_MS,
  })
  return (
    <PagedTable
      label="Runs"
      header="Runs"
      description="A day is run again until the invoice of its month is there: bills change, and records may be late. The newest version that is done is what all pages show."
      pages={pages}
      empty={
        <EmptyState title="Nothing was run yet">
          A run starts by a schedule, when there are a bill and usage of a day.
        </EmptyState>
      }
      columns={[
        { id: 'day', header: 'Day, in UTC', isRowHeader: true, cell: ({ day }) => day },
        {
          id: 'version',
          header: 'Version',
          minWidth: 140,
          cell: ({ runVersion }) => <span className="long-name">{runVersion}</span>,
        },
        { id: 'status', header: 'Status', minWidth: 130, cell: (run) => <RunStatus run={run} /> },
        {
          id: 'ended',
          header: 'Ended',
          cell: ({ endedAt }) => (endedAt === null ? '—' : <When at={endedAt} withSeconds />),
        },
        {
          id: 'bill',
          header: 'Bill',
          cell: ({ day, billTotal }) => (
            <AmountLink of={parseDollars(billTotal)} href={urls.costs(intervalOfDay(day), 'service')} />
          ),
        },
        {
          id: 'unallocated',
          header: 'Unallocated',
          cell: ({ unallocated }) => <Amount of={parseDollars(unallocated)} />,
        },
        { id: 'closed', header: 'Month', cell: ({ closed }) => (closed ? 'Closed by its invoice' : 'Open') },
      ]}
    />
  )
}

function RunStatus({ run: { status, error } }: { run: CostRunView }) {
  return (
    <>
      <StatusIndicator type={STATUS[status].type}>{STATUS[status].text}</StatusIndicator>
      {error !== undefined && <Box color="text-body-secondary">{error}</Box>}
    </>
  )
}
