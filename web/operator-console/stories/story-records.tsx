import Header from '@cloudscape-design/components/header'
import StatusIndicator from '@cloudscape-design/components/status-indicator'
import { amountText, durationText } from '../../shared/app/amounts.ts'
import { ListTable } from '../../shared/app/list-table.tsx'
import type { WorkRecord } from './story-record.ts'

/** What was done for a request, and what it took: a row for each function that worked for it. */
export function StoryRecords({ records }: { records: WorkRecord[] }) {
  return (
    <ListTable
      label="Work"
      header={<Header variant="h2">Work</Header>}
      items={records}
      rowId={({ time, function: name, operation }) => `${time} ${name} ${operation}`}
      empty="No record of work was found: the gateway refused the request, the work crashed, or it is not done yet."
      columns={[
        {
          id: 'operation',
          header: 'Operation',
          isRowHeader: true,
          cell: ({ operation }) => operation,
        },
        { id: 'function', header: 'Function', cell: ({ function: name }) => name },
        {
          id: 'status',
          header: 'Status',
          cell: ({ status }) => <StatusIndicator type={status < 400 ? 'success' : 'error'}>{status}</StatusIndicator>,
        },
        { id: 'took', header: 'Took', cell: ({ durationMs }) => durationText(durationMs) },
        {
          id: 'units',
          header: 'Units read, written',
          cell: ({ readUnits, writeUnits }) => `${amountText(readUnits)}, ${amountText(writeUnits)}`,
        },
      ]}
    />
  )
}
